package org.eventsource.itests.quarkus.bare.library;

/** What no data can be made into. */
public interface Quoted {}
