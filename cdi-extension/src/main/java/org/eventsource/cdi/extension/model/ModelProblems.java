package org.eventsource.cdi.extension.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds errors in the declarations of an application. These errors do not depend on the configuration. */
public final class ModelProblems {

    /** The types of events that no publisher publishes. */
    private static final Set<String> OTHER_EVENTS = Set.of(
            "java.lang.Object",
            "org.eventsource.Event",
            "org.eventsource.OpenEvent",
            "org.eventsource.ErrorEvent",
            "org.eventsource.cdi.DeadLetterEvent",
            "org.eventsource.cdi.FailedEvent",
            "org.eventsource.cdi.ResumedEvent");

    private final List<ObserverDeclaration> observers;
    private final List<PublisherDeclaration> publishers;

    private ModelProblems(StreamModel model) {
        this.observers = model.observers().stream()
                .filter(observer -> observer.payload().isPresent())
                .toList();
        this.publishers = model.publishers().stream()
                .filter(publisher -> publisher.payload().isPresent())
                .toList();
    }

    public static List<String> find(StreamModel model) {
        ModelProblems problems = new ModelProblems(model);
        return Stream.of(problems.single(), problems.overlapping(), problems.ofPublishers())
                .flatMap(Function.identity())
                .sorted()
                .toList();
    }

    private Stream<String> single() {
        return observers.stream()
                .flatMap(observer -> Stream.of(
                                unqualified(observer),
                                unmakeable(observer.payload().orElseThrow(), "observe"))
                        .flatMap(Optional::stream)
                        .map(problem -> observer.named() + ": " + problem));
    }

    private Stream<String> ofPublishers() {
        return publishers.stream()
                .flatMap(publisher -> Stream.of(unqualified(publisher), unpublishable(publisher))
                        .flatMap(Optional::stream)
                        .map(problem -> publisher.named() + ": " + problem));
    }

    private static Optional<String> unqualified(PublisherDeclaration publisher) {
        return publisher.eventType().isEmpty()
                ? Optional.of("a publisher of a payload names an event type, too: @EventType is missing")
                : Optional.empty();
    }

    private static Optional<String> unpublishable(PublisherDeclaration publisher) {
        PayloadType payload = publisher.payload().orElseThrow();
        return OTHER_EVENTS.contains(payload.name())
                ? Optional.of(payload.name() + " is not published: a publisher publishes MessageEvent, or a payload")
                : unmakeable(payload, "publish");
    }

    private static Optional<String> unqualified(ObserverDeclaration observer) {
        if (observer.eventType().isEmpty()) {
            return Optional.of("an observer of a payload names an event type, too: @EventType is missing");
        }
        return observer.key().isEmpty()
                ? Optional.of("an observer of a payload names a stream, too: @Stream is missing")
                : Optional.empty();
    }

    private static Optional<String> unmakeable(PayloadType payload, String verb) {
        return switch (payload.form()) {
            case GENERIC ->
                Optional.of(payload.name() + " is generic, and events have no type arguments: " + verb
                        + " an array, or a class of its own");
            case INTERFACE -> Optional.of(payload.name() + " is an interface" + concreteOnly(verb));
            case ABSTRACT -> Optional.of(payload.name() + " is abstract" + concreteOnly(verb));
            default -> Optional.empty();
        };
    }

    private static String concreteOnly(String verb) {
        return ", and this library decodes data to concrete classes only: " + verb + " one of them";
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
