package org.eventsource.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Plays every case to ours, over every client that this run has on its class path. */
class ConformanceTest {

    private static final Tournament TOURNAMENT = new Tournament(CaseFiles.read());

    @TestFactory
    Stream<DynamicNode> everyCaseOverEveryClient() {
        return Stream.of(System.getProperty("conformance.clients", "jdk").split(","))
                .map(JavaContestant::over)
                .map(TOURNAMENT::rounds);
    }

    @AfterAll
    static void printTable() throws Exception {
        System.out.println(TOURNAMENT.table());
    }
}
