package org.eventsource.cdi.extension.model;

import java.util.Optional;

/**
 * A place where a publisher of a stream is injected.
 *
 * @param place names the place in messages
 * @param eventType the type of the messages that it publishes; empty if it publishes all types
 * @param payload the type that data is decoded to; empty if it publishes messages
 */
public record PublisherDeclaration(String key, String place, Optional<String> eventType, Optional<PayloadType> payload)
        implements PayloadReceiver {

    /** Returns the publisher of all messages of a stream. */
    public static PublisherDeclaration ofMessages(String key, String place) {
        return new PublisherDeclaration(key, place, Optional.empty(), Optional.empty());
    }

    @Override
    public String named() {
        return "injection point " + place;
    }

    /** Returns the injection point of the stream. */
    public InjectionDeclaration injection() {
        return new InjectionDeclaration(key, place);
    }
}
