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
    private final Map<String, Class<?>> payloadClasses = new HashMap<>();
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
            observer.payload().ifPresent(payload -> payloadClasses.put(payload.name(), type));
        }
    }

    /** The class of a payload that was found, by its name in the model. */
    Class<?> payloadClass(String name) {
        return requireNonNull(payloadClasses.get(name), name);
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
                provided);
    }

    private boolean isOurs(Optional<String> key) {
        return key.isEmpty() || !provided.contains(key.get());
    }
}
