package org.eventsource.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Plays every case to a browser: what it does is what the cases have to say, or differ from with a reason. */
@Tag("chromium")
class ChromiumRefereeTest {

    private static final Tournament TOURNAMENT = new Tournament(CaseFiles.read());

    private static final String SKIPPED =
            "The referee is skipped: no chromium on the PATH; install it, or set -Dconformance.chromium";

    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> program = Chromium.program();
        if (program.isEmpty()) {
            System.out.println(SKIPPED);
        }
        assumeTrue(program.isPresent(), SKIPPED);
        browser = Chromium.start(program.get());
        System.out.println("The referee is " + browser.version());
    }

    @TestFactory
    DynamicNode everyCaseInTheBrowser() {
        return TOURNAMENT.rounds(new ChromiumContestant(browser.tools()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
            System.out.println(TOURNAMENT.table());
        }
    }
}
