package org.eventsource.cdi.extension;

/**
 * Somewhere a stream is injected.
 *
 * @param place for people
 */
record InjectionDeclaration(String key, String place) {}
