package org.eventsource.testing.cdi;

/** This payload is a record. */
public record Quote(String symbol, double price) {}
