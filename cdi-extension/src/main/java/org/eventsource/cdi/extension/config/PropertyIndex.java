package org.eventsource.cdi.extension.config;

import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of the properties of streams, as they were when the application started. */
final class PropertyIndex {

    private final NavigableSet<String> names = new TreeSet<>();

    /** @param all the names of all properties; names without the prefix {@code eventsource.} are ignored */
    PropertyIndex(Set<String> all) {
        all.stream().filter(name -> name.startsWith(PropertyNames.ALL)).forEach(names::add);
    }

    /** Returns the names with this prefix, sorted. */
    Stream<String> startingWith(String prefix) {
        return names.tailSet(prefix, true).stream().takeWhile(name -> name.startsWith(prefix));
    }
}
