package org.eventsource.compare.server;

/**
 * An event of a stream. Its data begins with its number and a space.
 *
 * @param number from 1 on
 */
public record SentEvent(int number, String id, String data) {}
