package org.eventsource.testing.cdi;

/** A payload that is a record. */
public record Quote(String symbol, double price) {}
