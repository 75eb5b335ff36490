package org.eventsource.itests.server.orders;

/**
 * An order.
 *
 * @param gate where the observer asks whether it may go on
 */
public record Order(int number, String gate) {}
