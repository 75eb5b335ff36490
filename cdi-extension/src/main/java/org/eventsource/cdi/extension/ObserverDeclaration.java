package org.eventsource.cdi.extension;

import java.util.Optional;

/**
 * An observer of what streams dispatch.
 *
 * @param place for people
 * @param key of the stream; empty for those of any stream
 * @param eventType the type of messages it is narrowed to
 */
record ObserverDeclaration(
        String place, Optional<String> key, EventKind kind, Optional<String> eventType, boolean async) {

    boolean observes(String stream) {
        return key.isEmpty() || key.get().equals(stream);
    }

    boolean hears(EventKind fired, String type) {
        return kind.covers(fired) && (eventType.isEmpty() || (fired == EventKind.MESSAGE && names(type)));
    }

    boolean names(String type) {
        return eventType.isPresent() && eventType.get().equals(type);
    }
}
