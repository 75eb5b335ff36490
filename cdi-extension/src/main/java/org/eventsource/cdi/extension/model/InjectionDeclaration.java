package org.eventsource.cdi.extension.model;

/**
 * A place where a stream is injected.
 *
 * @param place names the place in messages
 */
public record InjectionDeclaration(String key, String place) {}
