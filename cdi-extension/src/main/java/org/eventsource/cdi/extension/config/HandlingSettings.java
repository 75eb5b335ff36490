package org.eventsource.cdi.extension.config;

import java.time.Duration;

/**
 * How the messages of a stream are handled.
 *
 * @param attempts how often observers are called for one message; 0: without end
 * @param delay the time before the second attempt; it doubles up to {@code maxDelay}
 */
public record HandlingSettings(
        OnFailure onFailure,
        WhenExhausted whenExhausted,
        int attempts,
        Duration delay,
        Duration maxDelay,
        CommitUnit commit) {

    /** Returns the settings of a stream. */
    public static HandlingSettings of(StreamSettings settings, boolean hasCursor) {
        return new HandlingSettings(
                settings.find(Setting.ON_FAILURE).orElse(hasCursor ? OnFailure.RETRY : OnFailure.CONTINUE),
                settings.get(Setting.WHEN_EXHAUSTED),
                settings.get(Setting.HANDLING_ATTEMPTS),
                settings.get(Setting.HANDLING_DELAY),
                settings.get(Setting.MAX_RECONNECTION_TIME),
                settings.get(Setting.COMMIT));
    }
}
