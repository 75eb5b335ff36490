package org.eventsource.conformance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What the cases say of those for whom something else is right, and of what some cannot do, as lines of a document. */
record Differences(List<Case> cases) {

    List<String> lines() {
        TreeMap<String, Set<String>> byWhom = new TreeMap<>();
        for (Case play : cases) {
            play.differences()
                    .forEach((whom, difference) -> add(byWhom, "differs-from: " + whom, play, difference.because()));
            play.exclusions().forEach((whom, because) -> add(byWhom, "not-on: " + whom, play, because));
        }
        return byWhom.values().stream().flatMap(Set::stream).toList();
    }

    private static void add(TreeMap<String, Set<String>> byWhom, String whom, Case play, String because) {
        byWhom.computeIfAbsent(whom, key -> new LinkedHashSet<>())
                .add("| %s | %s: %s | %s |".formatted(whom, play.group(), play.heading(), because));
    }
}
