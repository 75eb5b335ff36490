package org.eventsource.itests.quarkus.bare.library;

/** What the server of the tests sends. */
public record Price(String symbol, String token) {}
