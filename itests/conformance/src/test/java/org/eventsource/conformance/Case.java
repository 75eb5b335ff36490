package org.eventsource.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sentence of the standard, or decision of ours, that can be seen from outside.
 *
 * @param heading the name that all cases of one entry in the file share
 * @param cites where it is written
 * @param differences for whom something else is right, and why
 * @param exclusions who cannot do it at all, and why
 */
record Case(
        String group,
        String name,
        String heading,
        List<String> cites,
        List<Exchange> exchanges,
        ClientActions actions,
        Expectation expectation,
        Map<String, Difference> differences,
        Map<String, String> exclusions) {

    record Difference(String because, Expectation expectation) {}

    /** What is expected of a client with these traits. */
    Expectation expectationOf(Set<String> traits) {
        return differences.entrySet().stream()
                .filter(difference -> traits.contains(difference.getKey()))
                .findFirst()
                .map(difference -> difference.getValue().expectation())
                .orElse(expectation);
    }

    /** Why a client with these traits is not asked, if it is not. */
    Optional<String> exclusionOf(Set<String> traits) {
        return exclusions.entrySet().stream()
                .filter(exclusion -> traits.contains(exclusion.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
