package org.eventsource.cdi;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;

/**
 * The state of one stream at one moment, and what has happened to it since the application started. It does not change;
 * {@link EventSources#streams} returns newer ones.
 *
 * <p>The numbers count the connection that handles and observers of the stream share. Sources with a connection of
 * their own are not included.
 */
public interface StreamState {

    /** Returns the key as in {@link Stream}, without user information, query and fragment, which may be secret. */
    String key();

    /** Returns the URL without user information and query, which may be secret. */
    URI url();

    /** Returns the state; also {@code CONNECTING} if no source has needed a connection yet. */
    ReadyState readyState();

    /** Returns the time since which the stream is open; empty if it is not open. */
    Optional<Instant> openSince();

    /** Returns the time when the last message was read; empty if there was none. */
    Optional<Instant> lastEvent();

    /** Returns how many messages were received, whether they are handled or not. */
    long events();

    /** Returns how many connections were lost and how many attempts have failed. Each of them was an error event. */
    long failures();

    /** Returns how many times the stream was opened. */
    long connections();

    /** Returns the last error event. It stays after the stream was opened again. Empty if there was none. */
    Optional<ErrorEvent> lastError();

    /**
     * Returns the time of the next attempt after a failure. Empty if an attempt is running or none will be made, and if
     * the attempt waits until the stream is resumed.
     */
    Optional<Instant> nextAttempt();

    /**
     * Returns the number of the attempt that is running or that failed last. The first attempt after the stream was
     * open or paused has number 1. Returns 0 while the stream is open, and before its first attempt.
     */
    int attempt();

    /**
     * Returns the id up to which the messages have been handled, as this process last stored or loaded it. No store is
     * read. Empty if the stream has no cursor.
     */
    Optional<String> cursor();

    /** Returns how many calls of asynchronous observers have not ended yet. */
    int unfinished();

    /** Returns whether the stream is paused. Then no messages are delivered. */
    boolean paused();
}
