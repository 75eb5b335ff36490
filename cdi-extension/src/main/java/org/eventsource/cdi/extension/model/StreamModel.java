package org.eventsource.cdi.extension.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes what an application declares about its streams. The description consists of strings, so that a build can
 * store it for the running application.
 *
 * @param provided the keys of the streams that the application has its own beans for; no entry of {@code injections} or
 *     {@code observers} has such a key
 * @param relayed the observers of streams in {@code provided}; they are called for events that the application fires
 * @param publishers the injected publishers of all streams, including streams in {@code provided}
 */
public record StreamModel(
        List<InjectionDeclaration> injections,
        List<ObserverDeclaration> observers,
        Set<String> provided,
        List<ObserverDeclaration> relayed,
        List<PublisherDeclaration> publishers) {

    public StreamModel {
        injections = List.copyOf(injections);
        observers = List.copyOf(observers);
        provided = Set.copyOf(provided);
        relayed = List.copyOf(relayed);
        publishers = List.copyOf(publishers);
    }

    /** Returns the keys that injection points and observers name, sorted. An observer of any stream names no key. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        injections.forEach(injection -> keys.add(injection.key()));
        observers.forEach(observer -> observer.key().ifPresent(keys::add));
        return keys;
    }

    public Audience audience(String key) {
        return new Audience(
                key,
                observers.stream().filter(observer -> observer.observes(key)).toList(),
                publishers.stream()
                        .filter(publisher -> publisher.key().equals(key))
                        .toList());
    }

    /** Returns the keys of the application's own streams that have observers of payloads or publishers, sorted. */
    public Set<String> relayedKeys() {
        Set<String> keys = relayed.stream()
                .filter(observer ->
                        observer.payload().filter(PayloadType::isMakeable).isPresent())
                .flatMap(observer -> observer.key().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        publishers.stream()
                .map(PublisherDeclaration::key)
                .filter(provided::contains)
                .forEach(keys::add);
        return keys;
    }

    /**
     * Returns the observers of one of the application's own streams. Payload types that data cannot be decoded to are
     * left out.
     */
    public Audience relayedAudience(String key) {
        return new Audience(
                key,
                Stream.concat(observers.stream(), relayed.stream())
                        .filter(observer -> observer.observes(key))
                        .filter(observer ->
                                observer.payload().map(PayloadType::isMakeable).orElse(true))
                        .toList(),
                List.of());
    }

    /** Returns what receives payloads of this form, of all streams and of the application's own streams. */
    public List<PayloadReceiver> receivers(PayloadType.Form form) {
        return Stream.of(observers, relayed, publishers)
                .<PayloadReceiver>flatMap(List::stream)
                .filter(receiver -> receiver.payload()
                        .filter(payload -> payload.form() == form)
                        .isPresent())
                .toList();
    }

    /** Returns the places where the stream is named, as messages show them. */
    public String places(String key) {
        return Stream.concat(
                        injections.stream()
                                .filter(injection -> injection.key().equals(key))
                                .map(injection -> "injection point " + injection.place()),
                        observers.stream()
                                .filter(observer -> observer.key().isPresent() && observer.observes(key))
                                .map(observer -> "observer " + observer.place()))
                .sorted()
                .collect(Collectors.joining("; "));
    }
}
