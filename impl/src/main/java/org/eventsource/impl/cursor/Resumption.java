package org.eventsource.impl.cursor;

import java.time.Duration;
import java.util.Optional;

/**
 * How a stream went on after the loss of a connection, or of a process.
 *
 * @param sentId the id that the request sent; empty: none
 * @param firstId the id of the first message itself; empty if it has none
 * @param silence the time since the last message, or since the source was created
 * @param repeated whether the first message is the one with the id that was sent
 */
public record Resumption(String sentId, Optional<String> firstId, Duration silence, boolean repeated) {}
