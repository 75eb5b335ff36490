package org.eventsource.cdi.extension;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is found while the container boots; the same place may be found more than once. */
final class Declarations {

    private final Set<InjectionDeclaration> injections = new LinkedHashSet<>();
    private final Set<ObserverDeclaration> observers = new LinkedHashSet<>();
    private final Set<String> provided = new HashSet<>();
    private final Map<ObserverDeclaration, Set<Class<?>>> payloadClasses = new HashMap<>();
    private boolean beansAdded;
    private boolean sourcesProvided;

    void add(InjectionDeclaration injection) {
        injections.add(injection);
    }

    void add(ObserverDeclaration observer) {
        observers.add(observer);
    }

    void add(ObserverDeclaration observer, Type observed) {
        add(observer);
        if (observed instanceof Class<?> type) {
            payloadClasses
                    .computeIfAbsent(observer, absent -> new LinkedHashSet<>())
                    .add(type);
        }
    }

    /** What observers that are so declared observe: each application of an enterprise archive may have its own. */
    Set<Class<?>> payloadClasses(ObserverDeclaration observer) {
        return requireNonNull(payloadClasses.get(observer), observer::place);
    }

    /** There is a bean for that stream: the application's, unless ours are added by now. */
    void provided(String key) {
        if (!beansAdded) {
            provided.add(key);
        }
    }

    /** As above, of {@link org.eventsource.cdi.EventSources}. */
    void sourcesProvided() {
        sourcesProvided |= !beansAdded;
    }

    boolean areSourcesProvided() {
        return sourcesProvided;
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
                observers.stream().filter(observer -> isOurs(observer.key())).toList(),
                provided,
                observers.stream().filter(observer -> !isOurs(observer.key())).toList());
    }

    private boolean isOurs(Optional<String> key) {
        return key.isEmpty() || !provided.contains(key.get());
    }
}
