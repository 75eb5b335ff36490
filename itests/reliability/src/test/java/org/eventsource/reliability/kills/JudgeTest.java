package org.eventsource.reliability.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.reliability.Figures;
import org.eventsource.reliability.kills.Verdict.Trace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge finds what is wrong, in lists and in applications that do something wrong on purpose. */
@Tag("kills")
class JudgeTest {

    private static final long SEED = 21;
    private static final int MOST_KILLS = 30;

    @TempDir
    private static Path common;

    @TempDir
    private Path directory;

    private static Database database;

    @BeforeAll
    static void start() throws Exception {
        database = new Database.H2(common);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void reset() throws Exception {
        database.reset("H2");
    }

    private static List<Trace> effects(Integer... numbers) {
        return Stream.of(numbers).map(number -> new Trace(false, number)).toList();
    }

    @Test
    void each_number_once_and_in_order_is_clean() {
        Verdict verdict = Verdict.of(List.of(1, 3, 4), effects(1, 3, 4));
        assertThat(verdict).isEqualTo(new Verdict(0, 0, 0, 3, 0, 0));
        assertThat(verdict.isClean()).isTrue();
        assertThat(Verdict.parse(verdict.line())).isEqualTo(verdict);
    }

    @Test
    void it_finds_what_is_lost_twice_unknown_and_out_of_order() {
        assertThat(Verdict.of(List.of(1, 3, 4), effects(1, 4))).isEqualTo(new Verdict(1, 0, 0, 2, 0, 0));
        assertThat(Verdict.of(List.of(1, 3, 4), effects(1, 3, 3, 4))).isEqualTo(new Verdict(0, 1, 0, 4, 0, 0));
        assertThat(Verdict.of(List.of(1, 3, 4), effects(1, 2, 3, 4))).isEqualTo(new Verdict(0, 1, 0, 4, 0, 0));
        assertThat(Verdict.of(List.of(1, 3, 4), effects(1, 4, 3))).isEqualTo(new Verdict(0, 0, 1, 3, 0, 0));
    }

    @Test
    void it_tells_healthy_dead_letters_from_those_of_messages_that_fail_for_good() {
        List<Trace> letters = List.of(new Trace(true, 60), new Trace(true, 61));
        assertThat(Verdict.of(List.of(60, 61), letters)).isEqualTo(new Verdict(0, 0, 0, 0, 2, 1));
    }

    private Scene sabotaged(Sabotage sabotage) {
        return new Scene(directory, database.url(), SEED, Application.class, "jdbc").with("kills.sabotage", sabotage);
    }

    @Test
    void it_finds_that_the_cursor_moves_before_the_observers_are_called() throws Exception {
        try (Scene scene = sabotaged(Sabotage.SAVE_FIRST)) {
            scene.with("eventsource.orders.cursor", "sabotaged").with("eventsource.orders.transaction", "required");
            Verdict verdict = scene.killUntil(MOST_KILLS, found -> found.lost() > 0);
            Figures.print("sabotage", "save first", scene.figures(verdict));
            assertThat(verdict.lost()).as(verdict.line()).isPositive();
        }
    }

    @Test
    void it_finds_that_a_failed_commit_is_retried_at_once() throws Exception {
        try (Scene scene = sabotaged(Sabotage.RETRY_COMMIT)) {
            scene.with("eventsource.orders.cursor", "sabotaged")
                    .with("eventsource.orders.transaction", "required")
                    .with("kills.trouble", true);
            Verdict verdict = scene.killUntil(MOST_KILLS, found -> found.twice() > 0);
            Figures.print("sabotage", "commit retried", scene.figures(verdict));
            assertThat(verdict.twice()).as(verdict.line()).isPositive();
        }
    }

    @Test
    void it_finds_that_the_first_message_of_each_connection_is_dropped() throws Exception {
        try (Scene scene = sabotaged(Sabotage.DROP_FIRST)) {
            scene.with("eventsource.orders.cursor", "jdbc");
            Verdict verdict = scene.killUntil(MOST_KILLS, found -> found.lost() > 0);
            Figures.print("sabotage", "first message dropped", scene.figures(verdict));
            assertThat(verdict.lost()).as(verdict.line()).isPositive();
        }
    }

    @Test
    void it_finds_that_the_version_is_not_compared() throws Exception {
        try (Scene scene = sabotaged(Sabotage.IGNORE_VERSION)) {
            scene.with("eventsource.orders.cursor", "jdbc");
            Progress first = scene.progress("first");
            Progress second = scene.progress("second");
            first.turn(1);
            second.turn(1);
            try (ForkedJvm one = scene.start("first", 1);
                    ForkedJvm two = scene.start("second", 1)) {
                one.awaitLine("started");
                two.awaitLine("started");
                scene.until(() -> scene.soFar().twice() > 0);
            }
            Verdict verdict = scene.verdict();
            Figures.print("sabotage", "version ignored, two replicas", scene.figures(verdict));
            assertThat(verdict.twice()).as(verdict.line()).isPositive();
        }
    }
}
