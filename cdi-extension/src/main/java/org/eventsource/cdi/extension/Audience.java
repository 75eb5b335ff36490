package org.eventsource.cdi.extension;

import java.util.List;

/** Who observes a stream: what nobody hears is not fired. */
record Audience(String key, List<ObserverDeclaration> observers) {

    /** Whether the stream is opened for observers alone. Those of any stream take what is open for another reason. */
    boolean asksForStream() {
        return observers.stream().anyMatch(observer -> observer.key().isPresent());
    }

    boolean hears(EventKind kind, String type, boolean async) {
        return observers.stream().anyMatch(observer -> observer.async() == async && observer.hears(kind, type));
    }

    /** Whether an observer names that type. Others are the server's choice and no qualifier of ours. */
    boolean names(String type) {
        return observers.stream().anyMatch(observer -> observer.names(type));
    }
}
