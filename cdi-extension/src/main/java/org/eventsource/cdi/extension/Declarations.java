package org.eventsource.cdi.extension;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Collects what is found while the container boots; the same place may be found more than once. */
final class Declarations {

    private final Set<InjectionDeclaration> injections = new LinkedHashSet<>();
    private final Set<ObserverDeclaration> observers = new LinkedHashSet<>();
    private final Set<String> provided = new HashSet<>();
    private boolean beansAdded;

    void add(InjectionDeclaration injection) {
        injections.add(injection);
    }

    void add(ObserverDeclaration observer) {
        observers.add(observer);
    }

    /** There is a bean for that stream: the application's, unless ours are added by now. */
    void provided(String key) {
        if (!beansAdded) {
            provided.add(key);
        }
    }

    void beansAdded() {
        beansAdded = true;
    }

    /** Without the streams that the application provides. */
    StreamModel model() {
        return new StreamModel(
                injections.stream()
                        .filter(injection -> !provided.contains(injection.key()))
                        .toList(),
                observers.stream().filter(observer -> isOurs(observer.key())).toList());
    }

    private boolean isOurs(Optional<String> key) {
        return key.isEmpty() || !provided.contains(key.get());
    }
}
