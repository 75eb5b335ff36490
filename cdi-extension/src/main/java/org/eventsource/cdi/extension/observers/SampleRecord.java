package org.eventsource.cdi.extension.observers;

/** Decoded once to test whether records can be created. It is public, because Yasson cannot access other records. */
public record SampleRecord(int value) {}
