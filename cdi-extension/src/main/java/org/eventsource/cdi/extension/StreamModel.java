package org.eventsource.cdi.extension;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application says of its streams, in strings, so that it can be carried from a build to a run.
 *
 * @param provided the streams that the application has beans of its own for; nothing else here is of them
 */
record StreamModel(List<InjectionDeclaration> injections, List<ObserverDeclaration> observers, Set<String> provided) {

    StreamModel {
        injections = List.copyOf(injections);
        observers = List.copyOf(observers);
        provided = Set.copyOf(provided);
    }

    /** The streams that are asked for, sorted. An observer of any stream asks for none. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        injections.forEach(injection -> keys.add(injection.key()));
        observers.forEach(observer -> observer.key().ifPresent(keys::add));
        return keys;
    }

    Audience audience(String key) {
        return new Audience(
                key,
                observers.stream().filter(observer -> observer.observes(key)).toList());
    }

    /** Where the stream is named, for people. */
    String places(String key) {
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
