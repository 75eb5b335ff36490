package org.eventsource.cdi.extension;

import java.util.List;
import java.util.Optional;

/** Who observes a stream: what nobody hears is not fired. */
record Audience(String key, List<ObserverDeclaration> observers) {

    /** Whether the stream is opened for observers alone. Those of any stream take what is open for another reason. */
    boolean asksForStream() {
        return observers.stream().anyMatch(observer -> observer.key().isPresent());
    }

    boolean hears(EventKind kind, Optional<String> type, boolean async) {
        return observers.stream().anyMatch(observer -> observer.async() == async && observer.hears(kind, type));
    }

    boolean hears(PayloadType payload, String type, boolean async) {
        return observers.stream().anyMatch(observer -> observer.async() == async && observer.hears(payload, type));
    }

    /** What the data of messages of that type is made into. */
    List<PayloadType> payloads(String type) {
        return observers.stream()
                .filter(observer -> observer.names(type))
                .flatMap(observer -> observer.payload().stream())
                .distinct()
                .toList();
    }
}
