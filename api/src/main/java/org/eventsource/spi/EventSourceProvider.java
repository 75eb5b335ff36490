package org.eventsource.spi;

import java.net.URI;
import java.util.ServiceLoader;
import org.eventsource.EventSource;

/** An implementation of {@link EventSource}, found by {@link ServiceLoader}. */
public interface EventSourceProvider {

    /**
     * Returns a builder with the defaults.
     *
     * @param url the URL of the stream. A URL with names in braces, which a {@link URI} cannot hold, comes as the
     *     scheme {@code template} followed by that URL, encoded as by {@link java.net.URLEncoder} in UTF-8
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     */
    EventSource.Builder builder(URI url);

    /**
     * The provider that the class loader of this class sees, else the one that the thread's context class loader sees.
     * The latter is looked up at each call: kept, it would outlive its application where several share this class.
     *
     * @throws IllegalStateException if there is none
     */
    static EventSourceProvider find() {
        return VisibleProvider.ofThisLibrary()
                .or(() -> VisibleProvider.of(Thread.currentThread().getContextClassLoader()))
                .orElseThrow(() -> new IllegalStateException("No EventSource implementation found:"
                        + " add the artifact org.eventsource:eventsource-impl to the application"));
    }
}
