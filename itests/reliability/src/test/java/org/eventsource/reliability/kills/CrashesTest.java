package org.eventsource.reliability.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.reliability.Figures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that crashes, and two applications with one cursor. */
@Tag("kills")
class CrashesTest {

    private static final int CRASHES = Integer.getInteger("reliability.crashes", 5);
    private static final int NUMBERS = Integer.getInteger("reliability.numbers", 500);
    private static final long LONGEST_PAUSE_NANOS = 300_000_000;
    private static final long SEED = 22;

    @TempDir
    private Path directory;

    @Test
    void when_the_database_crashes_nothing_is_lost_nothing_twice_and_no_healthy_message_a_dead_letter()
            throws Exception {
        Random random = new Random(SEED);
        try (Database.Postgres database = new Database.Postgres(directory.resolve("postgres"));
                Scene scene = new Scene(directory, database.url(), SEED, Application.class, "jdbc")) {
            database.reset("PostgreSQL");
            scene.with("eventsource.orders.cursor", "jdbc")
                    .with("kills.trouble", true)
                    .with("eventsource.orders.handling-attempts", 5);
            Progress progress = scene.progress("one");
            progress.turn(1);
            try (ForkedJvm application = scene.start("one", 1)) {
                application.awaitLine("started");
                for (int crash = 0; crash < CRASHES; crash++) {
                    long before = progress.lastHandled();
                    scene.until(() -> progress.lastHandled() > before);
                    // Not to wait for something, but to hit a random moment.
                    LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
                    database.crash();
                    database.restart();
                }
                int last = scene.numbers.end();
                scene.until(() -> progress.lastHandled() == last);
            }
            Verdict verdict = scene.verdict();
            Figures.print(
                    "database crashes",
                    "jdbc, PostgreSQL",
                    "%d crashes, %d messages, %d roll-backs, %d dead letters: %d lost, %d twice, %d out of order, %d healthy dead letters"
                            .formatted(
                                    CRASHES,
                                    scene.numbers.count(),
                                    progress.rollBacks(),
                                    verdict.letters(),
                                    verdict.lost(),
                                    verdict.twice(),
                                    verdict.disordered(),
                                    verdict.healthy()));
            assertThat(verdict.isClean()).as(verdict.line()).isTrue();
        }
    }

    @Test
    void two_replicas_handle_nothing_twice() throws Exception {
        try (Database.Postgres database = new Database.Postgres(directory.resolve("postgres"));
                Scene scene = new Scene(directory, database.url(), SEED, Application.class, "jdbc")) {
            database.reset("PostgreSQL");
            scene.with("eventsource.orders.cursor", "jdbc");
            Progress first = scene.progress("first");
            Progress second = scene.progress("second");
            first.turn(1);
            second.turn(1);
            try (ForkedJvm one = scene.start("first", 1);
                    ForkedJvm two = scene.start("second", 1)) {
                one.awaitLine("started");
                two.awaitLine("started");
                scene.until(() -> Math.max(first.lastHandled(), second.lastHandled()) > NUMBERS
                        && first.rollBacks() + second.rollBacks() > 0);
                int last = scene.numbers.end();
                scene.until(() -> Math.max(first.lastHandled(), second.lastHandled()) == last);
            }
            Verdict verdict = scene.verdict();
            Figures.print(
                    "two replicas",
                    "jdbc, PostgreSQL",
                    "%d messages, %d roll-backs: %d lost, %d twice, %d out of order"
                            .formatted(
                                    scene.numbers.count(),
                                    first.rollBacks() + second.rollBacks(),
                                    verdict.lost(),
                                    verdict.twice(),
                                    verdict.disordered()));
            assertThat(verdict.isClean()).as(verdict.line()).isTrue();
        }
    }
}
