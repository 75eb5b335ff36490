package org.eventsource.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays every case to every client that the class path has. */
class ConformanceTest {

    private static final List<Case> CASES = CaseFiles.read();
    private static final Results RESULTS = new Results();

    @TestFactory
    Stream<DynamicNode> everyCaseOverEveryClient() {
        return Stream.of(System.getProperty("conformance.clients", "jdk").split(","))
                .map(JavaContestant::over)
                .map(contestant -> dynamicContainer(contestant.name(), groups(contestant)));
    }

    private static Stream<DynamicNode> groups(Contestant contestant) {
        Map<String, List<Case>> groups = CASES.stream()
                .filter(play -> play.exclusionOf(contestant.traits()).isEmpty())
                .collect(Collectors.groupingBy(Case::group, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> dynamicContainer(
                        group.getKey(), group.getValue().stream().map(play -> test(contestant, play))));
    }

    private static DynamicTest test(Contestant contestant, Case play) {
        return dynamicTest(play.name(), () -> {
            boolean passed = false;
            try {
                new Play(play, contestant).run();
                passed = true;
            } finally {
                RESULTS.add(contestant.name(), play.group(), passed);
            }
        });
    }

    @AfterAll
    static void printTable() throws Exception {
        System.out.println(RESULTS.table(CASES.stream().map(Case::group).toList()));
    }
}
