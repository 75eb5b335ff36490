package org.eventsource.itests.server.bookings;

/** An event of the application: an attempt to book an order has written all that it writes. */
public record Booked(Order order) {}
