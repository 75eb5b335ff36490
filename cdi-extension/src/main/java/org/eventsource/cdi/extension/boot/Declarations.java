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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.PayloadReceiver;
import org.eventsource.cdi.extension.model.ProvidedPublisher;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.model.StreamModel;

/**
 * Collects the declarations that are found while the container boots. Some containers find more of them later, on the
 * threads of requests. A place may be found more than once.
 */
public final class Declarations {

    private final Set<InjectionDeclaration> injections = new LinkedHashSet<>();
    private final Set<ObserverDeclaration> observers = new LinkedHashSet<>();
    private final Set<PublisherDeclaration> publishers = new LinkedHashSet<>();
    private final Set<String> provided = new HashSet<>();
    private final Set<ProvidedPublisher> providedPublishers = new HashSet<>();
    /** The keys that have a bean of this library or of the application. */
    private final Set<String> beans = new HashSet<>();

    private final Map<PayloadReceiver, Set<Class<?>>> payloadClasses = new HashMap<>();
    private boolean beansAdded;
    private boolean sourcesProvided;

    public synchronized void add(InjectionDeclaration injection) {
        injections.add(injection);
    }

    public synchronized void add(ObserverDeclaration observer) {
        observers.add(observer);
    }

    public synchronized void add(PublisherDeclaration publisher) {
        publishers.add(publisher);
    }

    public synchronized void add(ObserverDeclaration observer, Type observed) {
        add(observer);
        addPayload(observer, observed);
    }

    public synchronized void add(PublisherDeclaration publisher, Type published) {
        add(publisher);
        addPayload(publisher, published);
    }

    private void addPayload(PayloadReceiver receiver, Type payload) {
        if (payload instanceof Class<?> type) {
            payloadClasses
                    .computeIfAbsent(receiver, absent -> new LinkedHashSet<>())
                    .add(PayloadClasses.boxed(type));
        }
    }

    /**
     * Returns the classes that equally declared observers or publishers use: each application of an enterprise archive
     * may have its own class of that name.
     */
    public synchronized Set<Class<?>> payloadClasses(PayloadReceiver receiver) {
        return requireNonNull(payloadClasses.get(receiver), receiver::named);
    }

    /** Returns the keys at injection points of publishers. */
    public synchronized Set<String> publishedKeys() {
        return ourPublishers().map(PublisherDeclaration::key).collect(Collectors.toCollection(TreeSet::new));
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
     * Records that a publisher has a bean. It is the application's bean, unless the beans of this library have been
     * added already.
     */
    public synchronized void provided(ProvidedPublisher publisher) {
        if (!beansAdded) {
            providedPublishers.add(publisher);
        }
    }

    /** Returns whether the application has a bean of its own for a publisher. */
    public synchronized boolean isProvided(PublisherDeclaration publisher) {
        return providedPublishers.stream().anyMatch(bean -> bean.replaces(publisher));
    }

    private Stream<PublisherDeclaration> ourPublishers() {
        return publishers.stream().filter(publisher -> !isProvided(publisher));
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

    /** Returns whether a publisher of all messages has no bean and no bean can be added any more. */
    public synchronized boolean isLate(PublisherDeclaration publisher) {
        return isLate(publisher.key()) && !isProvided(publisher);
    }

    /** Returns whether the stream has no bean and no bean can be added any more. */
    public synchronized boolean isLate(String key) {
        return beansAdded && !beans.contains(key);
    }

    /** Returns the model. Observers and injection points of the application's own streams are separate in it. */
    public synchronized StreamModel model() {
        return new StreamModel(
                Stream.concat(injections.stream(), ourPublishers().map(PublisherDeclaration::injection))
                        .distinct()
                        .filter(injection -> !provided.contains(injection.key()))
                        .toList(),
                observers.stream().filter(observer -> isOurs(observer.key())).toList(),
                provided,
                observers.stream().filter(observer -> !isOurs(observer.key())).toList(),
                ourPublishers().toList());
    }

    private boolean isOurs(Optional<String> key) {
        return key.isEmpty() || !provided.contains(key.get());
    }
}
