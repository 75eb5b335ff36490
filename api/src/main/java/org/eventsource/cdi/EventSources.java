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
     * @throws IllegalArgumentException if the key has no URL, naming the property to set, or a setting of it means
     *     nothing
     */
    EventSource get(String key);

    /**
     * A builder of sources for a key, which begins with what is configured. With handlers and listeners alone it opens
     * handles on the shared connection; nothing is missed of a connection that such a handle opens. Once a setting is
     * changed on the builder, each of its sources has a connection of its own, whose events no observer hears.
     *
     * @throws IllegalArgumentException as {@link #get}; if the application has a bean of its own for the key
     */
    EventSource.Builder builder(String key);

    /**
     * Connects at once, with the browser's defaults: no {@code eventsource.*} setting counts, and no observer hears its
     * events. It uses the application's threads.
     *
     * @throws IllegalArgumentException if the URL is not absolute, or neither http nor https
     */
    EventSource open(String url);

    /** The streams with a key that somebody holds or observes, as they are at this moment, sorted by key. */
    List<StreamState> streams();

    /**
     * How a stream fares.
     *
     * @param key as in {@link Stream}
     * @param url without user information and query, which may be secret
     * @param readyState {@code CONNECTING} also where nobody has asked for a connection yet
     */
    record StreamState(String key, URI url, ReadyState readyState) {}
}
