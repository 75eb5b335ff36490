package org.eventsource.cdi;

import java.net.URI;
import java.util.List;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;

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
 * <p>Whoever gets a source here closes it. Those that are still open when the application stops are closed then.
 */
public interface EventSources {

    /**
     * A source for a key, as {@code @Inject @Stream(key) EventSource} gives one: a handle on the connection that all
     * places with that key share, which it attaches to at its first handler or listener. Where the application has a
     * bean of its own for the key, that bean.
     *
     * <p>A key that is given here is data: if no annotation declares it, <code>${…}</code> in it is not expanded. If it
     * begins with a slash, it stays on the host of {@code eventsource.base-url}.
     *
     * @throws IllegalArgumentException if the key has no URL, naming the property to set; if a setting of it means
     *     nothing; if it begins with a slash and would lead to another host or path; if its URL has names in braces,
     *     which only {@link #builder} gives values
     */
    EventSource get(String key);

    /**
     * A builder of sources for a key, which begins with what is configured. With handlers and listeners alone it opens
     * handles on the shared connection; nothing is missed of a connection that such a handle opens. Once a setting is
     * changed on the builder, each of its sources has a connection of its own, whose events no observer hears.
     *
     * <p>The path of the key, or of the URL that is configured for it, may have names in braces:
     * {@link org.eventsource.EventSource.Builder#path} gives each its value, encoded as one segment. Each of the
     * builder's sources has a connection of its own then, with the settings of the key as it is written here.
     *
     * <pre>{@code
     * sources.builder("/prices/{symbol}").path("symbol", symbol).open();
     * }</pre>
     *
     * @throws IllegalArgumentException as {@link #get}, but for names in braces; if the application has a bean of its
     *     own for the key
     */
    EventSource.Builder builder(String key);

    /**
     * Connects at once, with the browser's defaults: no {@code eventsource.*} setting counts, and no observer hears its
     * events. It uses the application's threads.
     *
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     */
    EventSource open(String url);

    /**
     * Opens the streams with a key again that are closed, whatever closed them but their own {@code close()}. One that
     * waits to be opened again is opened at once. Others get a new connection that resumes after the last event id,
     * with all their handles, and for a declared stream with its observers. Streams that are not closed are left alone.
     * Does not wait for the connection.
     *
     * @throws IllegalArgumentException if nobody observes a stream with this key and no source of it is in use; if the
     *     application has a bean of its own for the key
     */
    void reopen(String key);

    /** The streams with a key that somebody holds or observes, as they are at this moment, sorted by key. */
    List<StreamState> streams();

    /**
     * How a stream fares.
     *
     * @param key as in {@link Stream}, without user information, query and fragment, which may be secret
     * @param url without user information and query, which may be secret
     * @param readyState {@code CONNECTING} also where nobody has asked for a connection yet
     */
    record StreamState(String key, URI url, ReadyState readyState) {}
}
