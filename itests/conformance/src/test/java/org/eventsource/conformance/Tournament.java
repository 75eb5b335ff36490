package org.eventsource.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Every case against every contestant, and what came of it. */
final class Tournament {

    private final List<Case> cases;
    private final Results results = new Results();

    Tournament(List<Case> cases) {
        this.cases = cases;
    }

    /** The cases that apply to a contestant, by group. */
    DynamicNode rounds(Contestant contestant) {
        Map<String, List<Case>> groups = cases.stream()
                .filter(play -> play.exclusionOf(contestant.traits()).isEmpty())
                .collect(Collectors.groupingBy(Case::group, LinkedHashMap::new, Collectors.toList()));
        return dynamicContainer(
                contestant.title(),
                groups.entrySet().stream()
                        .map(group -> dynamicContainer(
                                group.getKey(), group.getValue().stream().map(play -> test(contestant, play)))));
    }

    private DynamicTest test(Contestant contestant, Case play) {
        return dynamicTest(play.name(), () -> {
            boolean passed = false;
            try {
                new Play(play, contestant).run();
                passed = true;
            } catch (AssertionError e) {
                // The report of a build has only numbers for dynamic tests.
                throw new AssertionError("%s: %s: %s".formatted(contestant.title(), play.group(), play.name()), e);
            } finally {
                results.add(contestant.title(), play.group(), passed);
            }
        });
    }

    String table() throws IOException {
        return results.table(cases.stream().map(Case::group).toList());
    }
}
