package org.eventsource.cdi.extension.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who receives the events of a stream. Events that no observer receives are not fired.
 *
 * @param publishers the injected publishers of the stream
 */
public record Audience(String key, List<ObserverDeclaration> observers, List<PublisherDeclaration> publishers) {

    /**
     * Returns whether an observer names the stream. Such a stream is opened even if it is not injected. An observer of
     * any stream does not open a stream.
     */
    public boolean needsStream() {
        return observers.stream().anyMatch(observer -> observer.key().isPresent());
    }

    /**
     * Returns the event types that observers and publishers of this stream name. Observers of any stream are left out:
     * their types may belong to another stream.
     */
    public Set<String> namedTypes() {
        return Stream.concat(
                        observers.stream()
                                .filter(observer -> observer.key().isPresent())
                                .flatMap(observer -> observer.eventType().stream()),
                        publishers.stream().flatMap(publisher -> publisher.eventType().stream()))
                .collect(Collectors.toSet());
    }

    public boolean receives(EventKind kind, Optional<String> type, boolean async) {
        return observers.stream().anyMatch(observer -> observer.async() == async && observer.receives(kind, type));
    }

    public boolean receives(PayloadType payload, String type, boolean async) {
        return observers.stream().anyMatch(observer -> observer.async() == async && observer.receives(payload, type));
    }

    /** Returns whether asynchronous observers of this stream receive messages or what is decoded from them. */
    public boolean hasAsyncMessages() {
        return !ofAsyncMessages().isEmpty();
    }

    /** Returns the asynchronous observers of this stream that receive messages or what is decoded from them. */
    public List<ObserverDeclaration> ofAsyncMessages() {
        return observers.stream()
                .filter(observer -> observer.async()
                        && observer.key().isPresent()
                        && (observer.kind().covers(EventKind.MESSAGE) || observer.kind() == EventKind.PAYLOAD))
                .toList();
    }

    /** Returns whether an observer receives events of this kind, of any type of message. */
    public boolean receives(EventKind kind) {
        return observers.stream().anyMatch(observer -> observer.kind().covers(kind));
    }

    /**
     * Returns the observers that may fail at messages whose dead letters may be lost: no observer is certain to receive
     * them.
     */
    public List<ObserverDeclaration> withoutLetters() {
        return observers.stream()
                .filter(ObserverDeclaration::mayFail)
                .filter(failing -> observers.stream()
                        .noneMatch(observer ->
                                observer.certain() && observer.receives(EventKind.DEAD_LETTER, failing.eventType())))
                .toList();
    }

    /** Returns the classes that the data of messages of this type is decoded to. */
    public Map<Class<?>, PayloadType> payloads(String type, Function<PayloadReceiver, Set<Class<?>>> classes) {
        Map<Class<?>, PayloadType> payloads = new LinkedHashMap<>();
        observers.stream()
                .filter(observer -> observer.names(type))
                .forEach(observer -> observer.payload()
                        .ifPresent(payload -> classes.apply(observer).forEach(fired -> payloads.put(fired, payload))));
        return payloads;
    }
}
