package org.eventsource.cdi.extension.boot;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.StreamModel;

/**
 * Collects the declarations that are found while the container boots. Some containers find more of them later, on the
 * threads of requests. A place may be found more than once.
 */
public final class Declarations {

    private final Set<InjectionDeclaration> injections = new LinkedHashSet<>();
    private final Set<ObserverDeclaration> observers = new LinkedHashSet<>();
    private final Set<String> provided = new HashSet<>();
    /** The keys that have a bean of this library or of the application. */
    private final Set<String> beans = new HashSet<>();

    private final Map<ObserverDeclaration, Set<Class<?>>> payloadClasses = new HashMap<>();
    private boolean beansAdded;
    private boolean sourcesProvided;

    public synchronized void add(InjectionDeclaration injection) {
        injections.add(injection);
    }

    public synchronized void add(ObserverDeclaration observer) {
        observers.add(observer);
    }

    public synchronized void add(ObserverDeclaration observer, Type observed) {
        add(observer);
        if (observed instanceof Class<?> type) {
            payloadClasses
                    .computeIfAbsent(observer, absent -> new LinkedHashSet<>())
                    .add(type);
        }
    }

    /**
     * Returns the classes that equally declared observers observe: each application of an enterprise archive may have
     * its own class of that name.
     */
    public synchronized Set<Class<?>> payloadClasses(ObserverDeclaration observer) {
        return requireNonNull(payloadClasses.get(observer), observer::place);
    }

    /**
     * Records that a stream has a bean. It is the application's bean, unless the beans of this library have been added
     * already.
     */
    public synchronized void provided(String key) {
        beans.add(key);
        if (!beansAdded) {
            provided.add(key);
        }
    }

    /**
     * Records that the application has an {@link org.eventsource.cdi.EventSources} bean, unless the beans of this
     * library have been added already.
     */
    public synchronized void sourcesProvided() {
        sourcesProvided |= !beansAdded;
    }

    public synchronized boolean areSourcesProvided() {
        return sourcesProvided;
    }

    /** Returns the keys that have a declaration or a bean of the application. */
    public synchronized Set<String> keys() {
        Set<String> keys = new HashSet<>(provided);
        keys.addAll(model().keys());
        return keys;
    }

    /**
     * Records that the beans of this library have been added. No bean can be added later.
     *
     * @param configured the keys that have a URL; classes that are not beans may inject these streams later
     * @return the keys that need a bean of this library
     */
    public synchronized Set<String> beansAdded(Set<String> configured) {
        Set<String> needed = new TreeSet<>(configured);
        needed.addAll(model().keys());
        needed.removeAll(provided);
        beans.addAll(needed);
        beansAdded = true;
        return needed;
    }

    /** Returns whether the stream has no bean and no bean can be added any more. */
    public synchronized boolean isLate(String key) {
        return beansAdded && !beans.contains(key);
    }

    /** Returns the model. Observers and injection points of the application's own streams are separate in it. */
    public synchronized StreamModel model() {
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
