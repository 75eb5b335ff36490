package org.eventsource.compare.judge;

/** An event that a client reported to its application. */
public record Delivery(String id, String data) {}
