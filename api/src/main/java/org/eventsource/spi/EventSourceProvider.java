package org.eventsource.spi;

import java.net.URI;
import java.util.Optional;
import java.util.ServiceLoader;
import org.eventsource.EventSource;

/** An implementation of {@link EventSource}, found by {@link ServiceLoader}. */
public interface EventSourceProvider {

    /**
     * A builder with the defaults.
     *
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     */
    EventSource.Builder builder(URI url);

    /**
     * The provider that the class loader of this class sees, else the one that the thread's context class loader sees.
     * Looked up at each call: a provider kept here would outlive its application where this class is shared by several.
     *
     * @throws IllegalStateException if there is none
     */
    static EventSourceProvider find() {
        return first(EventSourceProvider.class.getClassLoader())
                .or(() -> first(Thread.currentThread().getContextClassLoader()))
                .orElseThrow(() -> new IllegalStateException("No EventSource implementation found:"
                        + " add the artifact org.eventsource:eventsource-impl to the application"));
    }

    private static Optional<EventSourceProvider> first(ClassLoader loader) {
        return ServiceLoader.load(EventSourceProvider.class, loader).findFirst();
    }
}
