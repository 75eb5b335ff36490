package org.eventsource.spi;

import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.eventsource.EventSource;
import org.eventsource.cursor.CursorStore;

/** An implementation of {@link EventSource}, found by {@link ServiceLoader}. */
public interface EventSourceProvider {

    /**
     * Returns a builder with the defaults.
     *
     * @param url the URL of the stream. A {@link URI} cannot have braces. So a URL with names in braces is passed as
     *     the scheme {@code template} followed by that URL, encoded with {@link java.net.URLEncoder} in UTF-8
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     */
    EventSource.Builder builder(URI url);

    /**
     * Returns a store that keeps each cursor in a file, as {@link CursorStore#file} describes it.
     *
     * @param directory is created when the first cursor is loaded or saved
     */
    CursorStore fileCursors(Path directory);

    /**
     * Returns the provider that the class loader of this class finds. If there is none, returns the provider that the
     * thread's context class loader finds. That lookup is repeated at each call: if several applications share this
     * class, a stored provider would outlive its application.
     *
     * @throws IllegalStateException if there is no provider
     */
    static EventSourceProvider find() {
        return VisibleProvider.ofThisLibrary()
                .or(() -> VisibleProvider.of(Thread.currentThread().getContextClassLoader()))
                .orElseThrow(() -> new IllegalStateException("No EventSource implementation found:"
                        + " add the artifact org.eventsource:eventsource-impl to the application"));
    }
}
