package org.eventsource.reliability.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eventsource.reliability.Figures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are killed while they handle messages. */
@Tag("kills")
class KillsTest {

    private static final int KILLS = Integer.getInteger("reliability.kills", 30);
    private static final long SEED = Long.getLong("reliability.seed", 20);

    @TempDir
    private Path directory;

    @Test
    void with_transactions_of_PostgreSQL_nothing_is_lost_and_nothing_twice() throws Exception {
        try (Database database = new Database.Postgres(directory.resolve("postgres"))) {
            database.reset("PostgreSQL");
            withTransactions("jdbc, PostgreSQL", database);
        }
    }

    @Test
    void with_transactions_of_H2_nothing_is_lost_and_nothing_twice() throws Exception {
        try (Database database = new Database.H2(directory.resolve("h2"))) {
            database.reset("H2");
            withTransactions("jdbc, H2", database);
        }
    }

    private void withTransactions(String name, Database database) throws Exception {
        try (Scene scene = new Scene(directory, database.url(), SEED, Application.class, "jdbc")) {
            scene.with("eventsource.orders.cursor", "jdbc").with("kills.trouble", true);
            Verdict verdict = scene.kill(KILLS);
            Figures.print("kills", name, scene.figures(verdict));
            assertThat(verdict.isClean()).as(verdict.line()).isTrue();
            assertThat(verdict.letters()).isPositive();
        }
    }

    @Test
    void with_a_file_nothing_is_lost_and_at_most_one_message_of_each_kill_is_twice() throws Exception {
        String effects = directory.resolve("effects").toString();
        try (Scene scene = new Scene(directory, effects, SEED, Application.class, "file")) {
            scene.with("eventsource.orders.cursor", "noted").with("kills.trouble", true);
            Verdict verdict = scene.kill(KILLS);
            Figures.print("kills", "file", scene.figures(verdict));
            assertThat(verdict.lost()).as(verdict.line()).isZero();
            assertThat(verdict.disordered()).as(verdict.line()).isZero();
            assertThat(verdict.healthy()).as(verdict.line()).isZero();
            assertThat(verdict.twice()).as(verdict.line()).isLessThanOrEqualTo(scene.kills());
            assertThat(verdict.letters()).isPositive();
        }
    }
}
