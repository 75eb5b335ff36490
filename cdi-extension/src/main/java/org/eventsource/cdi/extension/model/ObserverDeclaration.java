package org.eventsource.cdi.extension.model;

import java.util.Optional;

/**
 * An observer of what streams dispatch.
 *
 * @param place for people
 * @param key of the stream; empty for those of any stream
 * @param eventType the type of messages it is narrowed to
 * @param payload what it takes the data as, if that is what it observes
 */
public record ObserverDeclaration(
        String place,
        Optional<String> key,
        EventKind kind,
        Optional<String> eventType,
        boolean async,
        Optional<PayloadType> payload) {

    boolean observes(String stream) {
        return key.isEmpty() || key.get().equals(stream);
    }

    /** Whether it hears events of a kind, other than payloads, that are fired with that type or without any. */
    boolean hears(EventKind fired, Optional<String> type) {
        return kind.covers(fired) && (eventType.isEmpty() || eventType.equals(type));
    }

    /** Whether it hears what data is made into. */
    boolean hears(PayloadType fired, String type) {
        return kind == EventKind.ANY
                ? hears(EventKind.PAYLOAD, Optional.of(type))
                : payload.equals(Optional.of(fired)) && names(type);
    }

    boolean names(String type) {
        return eventType.isPresent() && eventType.get().equals(type);
    }
}
