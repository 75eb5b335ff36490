package org.eventsource.cdi.extension.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds errors in the declarations of an application. These errors do not depend on the configuration. */
public final class ModelProblems {

    private final List<ObserverDeclaration> observers;

    private ModelProblems(StreamModel model) {
        this.observers = model.observers().stream()
                .filter(observer -> observer.payload().isPresent())
                .toList();
    }

    public static List<String> find(StreamModel model) {
        ModelProblems problems = new ModelProblems(model);
        return Stream.concat(problems.single(), problems.overlapping()).sorted().toList();
    }

    private Stream<String> single() {
        return observers.stream()
                .flatMap(observer -> Stream.of(unqualified(observer), unmakeable(observer))
                        .flatMap(Optional::stream)
                        .map(problem -> "observer " + observer.place() + ": " + problem));
    }

    private static Optional<String> unqualified(ObserverDeclaration observer) {
        if (observer.eventType().isEmpty()) {
            return Optional.of("an observer of a payload names an event type, too: @EventType is missing");
        }
        return observer.key().isEmpty()
                ? Optional.of("an observer of a payload names a stream, too: @Stream is missing")
                : Optional.empty();
    }

    private static Optional<String> unmakeable(ObserverDeclaration observer) {
        PayloadType payload = observer.payload().orElseThrow();
        return switch (payload.form()) {
            case GENERIC ->
                Optional.of(payload.name()
                        + " is generic, and events have no type arguments: observe an array, or a class of its own");
            case INTERFACE -> Optional.of(payload.name() + " is an interface, which no data can be made into");
            case ABSTRACT -> Optional.of(payload.name() + " is abstract: no data can be made into it");
            default -> Optional.empty();
        };
    }

    private Stream<String> overlapping() {
        return observers.stream()
                .flatMap(sub -> observers.stream()
                        .filter(other -> isOfSameMessages(sub, other) && isA(sub, other))
                        .map(other -> overlap(sub, other)));
    }

    private static boolean isOfSameMessages(ObserverDeclaration one, ObserverDeclaration other) {
        return one.key().isPresent()
                && one.eventType().isPresent()
                && one.key().equals(other.key())
                && one.eventType().equals(other.eventType());
    }

    private static boolean isA(ObserverDeclaration sub, ObserverDeclaration other) {
        return sub.payload().orElseThrow().isA(other.payload().orElseThrow());
    }

    private static String overlap(ObserverDeclaration sub, ObserverDeclaration other) {
        return "%s, event type \"%s\": each %s is a %s, whose observer would receive both (observer %s; observer %s)"
                .formatted(
                        StreamName.of(sub.key().orElseThrow()),
                        sub.eventType().orElseThrow(),
                        sub.payload().orElseThrow().name(),
                        other.payload().orElseThrow().name(),
                        sub.place(),
                        other.place());
    }
}
