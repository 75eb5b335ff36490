package org.eventsource.spi;

import java.time.Duration;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;

/**
 * Is notified of what happens to the streams of an application in CDI, for example to count it. The application
 * provides it as a bean with the qualifier {@code Default}. There may be several beans.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class Counts implements StreamMonitor {
 *     private final LongAdder messages = new LongAdder();
 *
 *     public AutoCloseable handling(String key, MessageEvent message) {
 *         messages.increment();
 *         return () -> {};
 *     }
 * }
 * }</pre>
 *
 * <p>It is called for the streams that {@link org.eventsource.cdi.EventSources#streams} lists: for the connection that
 * the observers and handles of a stream share. It is not called for sources with a connection of their own, and not for
 * sources outside CDI. There, listeners for {@code open}, {@code error} and messages are notified of the same events.
 *
 * <p><strong>Order.</strong> The calls for one stream come one after another, each after the end of the call before:
 * {@code attempting}, then {@code opened}, {@code failed} or {@code closed}. While the stream is open, each
 * {@code read} is followed by {@code handling} for each message that is complete then. A monitor is called before the
 * observers and listeners of an event. If the application closes or stops a stream, there is no further call.
 *
 * <p><strong>Threads.</strong> The calls for one stream come from the thread that delivers its events, which may change
 * from call to call; later calls see what earlier calls have written. Calls for different streams come at the same
 * time. A method must not block: the stream waits for it.
 *
 * <p>If a method throws an exception, the exception is logged and the stream goes on.
 *
 * <p>The key is {@link org.eventsource.cdi.StreamState#key}, without user information, query and fragment.
 */
public interface StreamMonitor {

    /**
     * An attempt to connect begins.
     *
     * @param attempt 1 for the first attempt after the stream was open or paused, then 2, and so on
     */
    default void attempting(String key, int attempt) {}

    /**
     * The stream is open.
     *
     * @param took the time from the begin of the attempt to the response's headers
     */
    default void opened(String key, OpenEvent event, Duration took) {}

    /**
     * The connection was lost, or an attempt has failed. There will be another attempt, at
     * {@link ErrorEvent#reconnectIn}.
     */
    default void failed(String key, ErrorEvent error) {}

    /** The stream was closed. If {@link ErrorEvent#reconnectIn} has a value, it is opened again after that time. */
    default void closed(String key, ErrorEvent error) {}

    /**
     * Bytes of the stream were read.
     *
     * @param bytes how many bytes the HTTP client has returned since the last call; they may be compressed
     */
    default void read(String key, int bytes) {}

    /**
     * A message is about to be delivered. It is delivered again if it has failed and the stream tries again. With
     * {@code commit = read}, its delivery to listeners of handles comes after the commit, and is a second one.
     *
     * @return is closed on the calling thread when the observers and listeners of the message have returned, and
     *     observers of {@code FailedEvent} if it has failed; asynchronous observers may still run. Several monitors are
     *     closed in the reverse order of their calls
     */
    default AutoCloseable handling(String key, MessageEvent message) {
        return () -> {};
    }

    /**
     * The cursor of the stream has moved: all messages up to this id are handled.
     *
     * @param lastEventId sent by the server
     */
    default void cursorMoved(String key, String lastEventId) {}
}
