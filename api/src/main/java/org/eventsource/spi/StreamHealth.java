package org.eventsource.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a health check needs to know of a stream, beside its {@link org.eventsource.cdi.StreamState}. The states that
 * {@link org.eventsource.cdi.EventSources#streams} returns implement this interface. The artifact
 * {@code eventsource-health} uses it.
 */
public interface StreamHealth {

    /** Returns the setting {@code health} of the stream. */
    Policy policy();

    /** Returns the setting {@code health-grace}: how long the stream may be missing until it counts. */
    Duration grace();

    /** Returns whether the stream has observers. Such a stream is open as long as the application runs. */
    boolean observed();

    /**
     * Returns the time since which the stream should be open and is not. Empty if it is open, if it is paused, if no
     * attempt was needed yet, and if it has ended as it should. It ends so by 204, by an end of a stream that does not
     * reconnect, by {@code closeOn}, or by {@code close()}.
     */
    Optional<Instant> missingSince();

    /**
     * Returns how long the stream has been missing. Empty if {@link #missingSince} is. It does not change if the clock
     * of the machine is set.
     */
    Optional<Duration> missingFor();

    /**
     * Returns in words what the next message, or the next attempt to connect, waits for: the next attempt to handle a
     * message, the store of the cursor, or messages that are not handled yet. Empty if it waits for nothing of this
     * kind. The stream may be open or not. The words have no text of a server or of an exception.
     */
    Optional<String> waitsFor();

    /** What the health of the application has to do with a stream. */
    enum Policy {
        /** The check shows the stream, and stays up. */
        REPORT,
        /** The check is down while the stream is observed and missing for longer than {@link #grace}. */
        READY,
        /** The check does not show the stream. */
        OFF
    }
}
