package org.eventsource;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * A stream whose messages the application takes one by one, in the order of the server.
 * {@link EventSource.Builder#stream()} opens it.
 *
 * <pre>{@code
 * try (EventStream stream = EventSource.builder("https://example.org/prices").stream()) {
 *     for (MessageEvent message : stream) {
 *         use(message);
 *     }
 * }
 * }</pre>
 *
 * <p>The stream reads little ahead: while the application takes no message, at most 64 KiB of what was read wait for
 * it, beside an event that is not complete. The server has to wait once the buffers of the network are full. A lost
 * connection is made anew, as by {@link EventSource}.
 *
 * <p>The stream <em>ends</em> when a message is accepted by {@link EventSource.Builder#closeOn}, when the server
 * answers with 204, when it ends a stream that does not {@linkplain EventSource.Builder#reconnect reconnect}, and by
 * {@link #close}. It <em>fails</em> when it is closed for another reason, for example by the status 404, or by the end
 * of the application in CDI.
 *
 * <p>One thread at a time may take messages. Any thread may close the stream.
 */
public interface EventStream extends Iterable<MessageEvent>, AutoCloseable {

    /**
     * Returns the iterator over the messages that nobody has taken yet. Its methods wait for the next message. They
     * throw {@link EventSourceException} if the stream fails, and if the thread is interrupted; then the thread's
     * interrupt flag stays set.
     *
     * @throws IllegalStateException if there is an iterator already
     */
    @Override
    Iterator<MessageEvent> iterator();

    /**
     * Takes the next message. Waits for it if there is none.
     *
     * @param timeout the longest time to wait; zero or negative: does not wait
     * @return empty if no message came in time
     * @throws java.util.NoSuchElementException if the stream has ended
     * @throws EventSourceException if the stream has failed, or if the thread is interrupted; then the thread's
     *     interrupt flag stays set
     */
    Optional<MessageEvent> next(Duration timeout);

    /**
     * Closes the connection, and ends the stream. A thread that waits for a message stops waiting. Messages that were
     * not taken are dropped. Never blocks. May be called more than once.
     */
    @Override
    void close();
}
