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
 * Collects what is found while the container boots, and what some containers find later, on the threads of requests.
 * One place may be found more than once.
 */
public final class Declarations {

    private final Set<InjectionDeclaration> injections = new LinkedHashSet<>();
    private final Set<ObserverDeclaration> observers = new LinkedHashSet<>();
    private final Set<String> provided = new HashSet<>();
    /** The keys with a bean, ours or the application's. */
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

    /** What observers that are so declared observe: each application of an enterprise archive may have its own. */
    public synchronized Set<Class<?>> payloadClasses(ObserverDeclaration observer) {
        return requireNonNull(payloadClasses.get(observer), observer::place);
    }

    /** There is a bean for that stream: the application's, unless ours are added by now. */
    public synchronized void provided(String key) {
        beans.add(key);
        if (!beansAdded) {
            provided.add(key);
        }
    }

    /** As above, of {@link org.eventsource.cdi.EventSources}. */
    public synchronized void sourcesProvided() {
        sourcesProvided |= !beansAdded;
    }

    public synchronized boolean areSourcesProvided() {
        return sourcesProvided;
    }

    /**
     * From here on no bean can be added.
     *
     * @param configured the keys that have a URL: classes that are no beans may ask for them later
     * @return the keys that need a bean of ours
     */
    public synchronized Set<String> beansAdded(Set<String> configured) {
        Set<String> needed = new TreeSet<>(configured);
        needed.addAll(model().keys());
        needed.removeAll(provided);
        beans.addAll(needed);
        beansAdded = true;
        return needed;
    }

    /** Whether there is no bean for the stream, and none can be added. */
    public synchronized boolean isLate(String key) {
        return beansAdded && !beans.contains(key);
    }

    /** Without the streams that the application provides. */
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
