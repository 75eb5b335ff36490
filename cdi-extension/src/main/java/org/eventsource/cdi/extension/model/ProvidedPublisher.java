package org.eventsource.cdi.extension.model;

import java.util.Optional;

/**
 * A bean of the application that is a publisher of a stream.
 *
 * @param eventType the event type among its qualifiers
 * @param payload the name of the type that it publishes; empty if it publishes messages
 */
public record ProvidedPublisher(String key, Optional<String> eventType, Optional<String> payload) {

    /**
     * Returns whether the container injects this bean there. A bean without an event type also excludes our publishers
     * of an event type: an injection point without one would match both.
     */
    public boolean replaces(PublisherDeclaration publisher) {
        return key.equals(publisher.key())
                && payload.equals(publisher.payload().map(PayloadType::name))
                && (eventType.isEmpty() || eventType.equals(publisher.eventType()));
    }
}
