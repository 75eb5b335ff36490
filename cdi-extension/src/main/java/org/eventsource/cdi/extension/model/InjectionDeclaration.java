package org.eventsource.cdi.extension.model;

/**
 * Somewhere a stream is injected.
 *
 * @param place for people
 */
public record InjectionDeclaration(String key, String place) {}
