package org.eventsource.cdi.extension.model;

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
        CommitUnit commit) {}
