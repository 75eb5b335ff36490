package org.eventsource.cdi;

import java.util.List;
import java.util.Optional;
import org.eventsource.EventSource;

/**
 * The streams of an application, for keys and URLs that are known only at run time. A bean of the application scope.
 *
 * <pre>{@code
 * @Inject EventSources sources;
 *
 * try (EventSource source = sources.builder("prices").onMessage(message -> use(message.data())).open()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>The caller closes each source that it gets. When the application stops, sources that are still open are closed.
 */
public interface EventSources {

    /**
     * Returns a source like the one that {@code @Inject @Stream(key) EventSource} injects: a <em>handle</em>. All
     * handles with that key share one connection. A handle uses it from the time when its first listener is added. If
     * the application has a bean of its own for the key, returns that bean.
     *
     * <p>If no annotation declares the key, <code>${…}</code> in it is not expanded. If it begins with a slash, it
     * stays on the host of {@code eventsource.base-url}. Only {@link #builder} can set the values of names in braces.
     *
     * <p>A key that has no URL is refused, and the message names the property to set. A key that begins with a slash is
     * refused if it leads to another host or path.
     *
     * @throws IllegalArgumentException if the key is refused, if its URL has names in braces, or if a setting of the
     *     key has a wrong value
     */
    EventSource get(String key);

    /**
     * Returns a builder of sources for a key, with the configured settings. If only handlers and listeners are added,
     * it opens handles on the shared connection. If such a handle opens the connection, it misses no event. If a
     * setting is changed on the builder, each of its sources has a connection of its own, and observers do not get its
     * events.
     *
     * <p>The path of the key, or of the URL that is configured for it, may have names in braces.
     * {@link org.eventsource.EventSource.Builder#path} sets the value of each name, encoded as one segment. Each of the
     * builder's sources then has a connection of its own. It has the settings that are configured for this key, with
     * its braces.
     *
     * <pre>{@code
     * sources.builder("/prices/{symbol}").path("symbol", symbol).open();
     * }</pre>
     *
     * @throws IllegalArgumentException in the cases of {@link #get}, except for names in braces, and if the application
     *     has a bean of its own for the key
     */
    EventSource.Builder builder(String key);

    /**
     * Opens a source with the browser's defaults. No {@code eventsource.*} setting has an effect, and observers do not
     * get its events. It uses the application's threads.
     *
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     */
    EventSource open(String url);

    /**
     * Opens all closed streams with a key again, except those that their own {@code close()} closed. A stream that
     * waits to be opened again is opened immediately, unless it is paused. Any other closed stream gets a new
     * connection that resumes after the last event id. Its handles and the observers of a declared stream receive its
     * events as before. Streams that are not closed do not change. Does not wait for the connection.
     *
     * @throws IllegalArgumentException if a stream with this key has no observer and no source in use, or if the
     *     application has a bean of its own for the key
     */
    void reopen(String key);

    /**
     * Pauses the streams with a key, as {@link EventSource#pause} does with a source: observers and handles receive no
     * messages until {@link #resume}. The {@link EventSource#pause} of a handle is another matter: it takes effect when
     * all handles of the stream are paused and the stream has no observers.
     *
     * @throws IllegalArgumentException if a stream with this key has no observer and no source in use, or if the
     *     application has a bean of its own for the key
     */
    void pause(String key);

    /**
     * Ends the effect of {@link #pause}. Does nothing to a stream that is not paused by it.
     *
     * @throws IllegalArgumentException as {@link #pause}
     */
    void resume(String key);

    /**
     * Returns the id up to which the observers of a stream have handled it, as this process knows it. If the stream has
     * not connected yet, this asks the store and may block.
     *
     * @return empty if the stream has no cursor, or if its store has no id yet
     * @throws IllegalArgumentException if nobody observes a stream with this key, or if the application has a bean of
     *     its own for the key
     * @throws IllegalStateException if the store does not answer
     */
    Optional<String> cursor(String key);

    /**
     * Sets the cursor of a stream by hand, for example to handle messages again. Waits until the message that is being
     * handled is done, writes the id outside of a transaction of the caller, and connects again. Another process that
     * reads the stream with the same cursor goes on after this id when it next moves the cursor, if the store can tell
     * it. The store is called on a thread of its own. So the caller must not hold a lock that the store waits for, such
     * as the one on the row of the cursor.
     *
     * @param lastEventId from 1 to 1,000 characters
     * @throws IllegalArgumentException as {@link #cursor(String)}, if the id is empty or longer, has a line break or a
     *     NUL, or cannot be sent exactly over the transport of the stream
     * @throws IllegalStateException if the stream has no cursor, if an observer of the stream calls this while it
     *     handles a message, or if the store does not answer
     */
    void cursor(String key, String lastEventId);

    /** Returns the current state of every stream with a key that has a source in use or an observer, sorted by key. */
    List<StreamState> streams();
}
