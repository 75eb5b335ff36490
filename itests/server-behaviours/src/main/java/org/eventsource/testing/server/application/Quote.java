package org.eventsource.testing.server.application;

import java.time.LocalDate;

/** This payload is a record. */
public record Quote(String symbol, double price, LocalDate day) {}
