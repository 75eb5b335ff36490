package org.eventsource.cdi.extension.config;

import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of the properties that are about streams, as they are when an application starts. */
final class PropertyIndex {

    private final NavigableSet<String> names = new TreeSet<>();

    /** An index of these property names. */
    PropertyIndex(Set<String> all) {
        all.stream().filter(name -> name.startsWith(PropertyNames.ALL)).forEach(names::add);
    }

    /** Sorted. */
    Stream<String> startingWith(String prefix) {
        return names.tailSet(prefix, true).stream().takeWhile(name -> name.startsWith(prefix));
    }
}
