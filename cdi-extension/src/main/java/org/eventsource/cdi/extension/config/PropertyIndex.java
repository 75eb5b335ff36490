package org.eventsource.cdi.extension.config;

import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of the properties of streams, as they were when the application started. */
final class PropertyIndex {

    private final NavigableSet<String> names = new TreeSet<>();
    private final Set<String> all;

    /** @param all the names of all properties; of names without the prefix {@code eventsource.} only variables count */
    PropertyIndex(Set<String> all) {
        this.all = Set.copyOf(all);
        all.stream().filter(name -> name.startsWith(PropertyNames.ALL)).forEach(names::add);
    }

    /**
     * Returns the environment variable that a runtime lists under this name too; empty if there is none. The variable
     * may be of another program: Kubernetes sets EVENTSOURCE_PRICES_SERVICE_HOST if a service has the name
     * eventsource-prices.
     */
    Optional<String> variable(String name) {
        return Optional.of(variableName(name))
                .filter(variable -> all.contains(variable) || System.getenv(variable) != null);
    }

    /** Returns the environment variable for a name, whether it is set or not. */
    static String variableName(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT);
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    /** Returns the names of all properties, sorted. */
    Stream<String> all() {
        return all.stream().sorted();
    }

    /** Returns the names with this prefix, sorted. */
    Stream<String> startingWith(String prefix) {
        return names.tailSet(prefix, true).stream().takeWhile(name -> name.startsWith(prefix));
    }
}
