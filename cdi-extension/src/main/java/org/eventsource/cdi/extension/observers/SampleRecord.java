package org.eventsource.cdi.extension.observers;

/** Read once, to find out whether records can be read at all. Public, as Yasson cannot access others. */
public record SampleRecord(int value) {}
