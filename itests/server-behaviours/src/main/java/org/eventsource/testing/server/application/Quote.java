package org.eventsource.testing.server.application;

import java.time.LocalDate;

/** A payload that is a record. */
public record Quote(String symbol, double price, LocalDate day) {}
