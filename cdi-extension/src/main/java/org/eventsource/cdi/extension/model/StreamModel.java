package org.eventsource.cdi.extension.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application says of its streams, in strings, so that it can be carried from a build to a run.
 *
 * @param provided the streams that the application has beans of its own for; no injection and no observer here names
 *     one
 * @param relayed the observers of those streams, which are called for what the application fires
 */
public record StreamModel(
        List<InjectionDeclaration> injections,
        List<ObserverDeclaration> observers,
        Set<String> provided,
        List<ObserverDeclaration> relayed) {

    public StreamModel {
        injections = List.copyOf(injections);
        observers = List.copyOf(observers);
        provided = Set.copyOf(provided);
        relayed = List.copyOf(relayed);
    }

    /** The streams that are asked for, sorted. An observer of any stream asks for none. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        injections.forEach(injection -> keys.add(injection.key()));
        observers.forEach(observer -> observer.key().ifPresent(keys::add));
        return keys;
    }

    public Audience audience(String key) {
        return new Audience(
                key,
                observers.stream().filter(observer -> observer.observes(key)).toList());
    }

    /** The streams of the application's own that have observers of payloads, sorted. */
    public Set<String> relayedKeys() {
        return relayed.stream()
                .filter(observer ->
                        observer.payload().filter(PayloadType::isMakeable).isPresent())
                .flatMap(observer -> observer.key().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Who observes a stream of the application's own. */
    public Audience relayedAudience(String key) {
        return new Audience(
                key,
                Stream.concat(observers.stream(), relayed.stream())
                        .filter(observer -> observer.observes(key))
                        .filter(observer ->
                                observer.payload().map(PayloadType::isMakeable).orElse(true))
                        .toList());
    }

    /** The observers of all streams, also those of the application's own. */
    public List<ObserverDeclaration> allObservers() {
        return Stream.concat(observers.stream(), relayed.stream()).toList();
    }

    /** Where the stream is named, for people. */
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
