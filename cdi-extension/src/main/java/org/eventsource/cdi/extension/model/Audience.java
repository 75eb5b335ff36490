package org.eventsource.cdi.extension.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who observes a stream: what nobody hears is not fired. */
public record Audience(String key, List<ObserverDeclaration> observers) {

    /** Whether the stream is opened for observers alone. Those of any stream take what is open for another reason. */
    public boolean asksForStream() {
        return observers.stream().anyMatch(observer -> observer.key().isPresent());
    }

    /** The event types that observers of this stream name. One of any stream may mean another. */
    public Set<String> namedTypes() {
        return observers.stream()
                .filter(observer -> observer.key().isPresent())
                .flatMap(observer -> observer.eventType().stream())
                .collect(Collectors.toSet());
    }

    public boolean hears(EventKind kind, Optional<String> type, boolean async) {
        return observers.stream().anyMatch(observer -> observer.async() == async && observer.hears(kind, type));
    }

    public boolean hears(PayloadType payload, String type, boolean async) {
        return observers.stream().anyMatch(observer -> observer.async() == async && observer.hears(payload, type));
    }

    /** The classes that the data of messages of that type is made into. */
    public Map<Class<?>, PayloadType> payloads(String type, Function<ObserverDeclaration, Set<Class<?>>> classes) {
        Map<Class<?>, PayloadType> payloads = new LinkedHashMap<>();
        observers.stream()
                .filter(observer -> observer.names(type))
                .forEach(observer -> observer.payload()
                        .ifPresent(payload -> classes.apply(observer).forEach(fired -> payloads.put(fired, payload))));
        return payloads;
    }
}
