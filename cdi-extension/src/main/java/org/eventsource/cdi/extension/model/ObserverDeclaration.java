package org.eventsource.cdi.extension.model;

import java.util.Optional;

/**
 * An observer of events of streams.
 *
 * @param place names the observer in messages
 * @param key of the stream; empty if the observer observes any stream
 * @param eventType the type of the messages that it observes; empty if it observes all types
 * @param certain whether it is called for each event, and before the transaction of the event is committed
 * @param payload the type that data is decoded to; empty if it does not observe a payload
 */
public record ObserverDeclaration(
        String place,
        Optional<String> key,
        EventKind kind,
        Optional<String> eventType,
        boolean async,
        boolean certain,
        Optional<PayloadType> payload)
        implements PayloadReceiver {

    @Override
    public String named() {
        return "observer " + place;
    }

    boolean observes(String stream) {
        return key.isEmpty() || key.get().equals(stream);
    }

    /**
     * Returns whether it observes events of this kind, which is not a payload, that are fired with this type or without
     * a type.
     */
    boolean receives(EventKind fired, Optional<String> type) {
        return kind.covers(fired) && (eventType.isEmpty() || eventType.equals(type));
    }

    /** Returns whether messages may not be handled because of it: it throws, or their data cannot be decoded for it. */
    boolean mayFail() {
        return payload.isPresent() || (!async && kind.covers(EventKind.MESSAGE));
    }

    /** Returns whether it observes data that was decoded to this type from a message of this event type. */
    boolean receives(PayloadType fired, String type) {
        return kind == EventKind.ANY
                ? receives(EventKind.PAYLOAD, Optional.of(type))
                : payload.equals(Optional.of(fired)) && names(type);
    }

    boolean names(String type) {
        return eventType.isPresent() && eventType.get().equals(type);
    }
}
