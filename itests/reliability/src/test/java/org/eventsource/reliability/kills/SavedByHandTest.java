package org.eventsource.reliability.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eventsource.reliability.Figures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kills do to applications of other clients. The table shows it beside the figures with a cursor. */
@Tag("kills")
class SavedByHandTest {

    private static final int KILLS = Integer.getInteger("reliability.kills.others", 5);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"jersey, before", "jersey, after", "okhttp, before", "okhttp, after"})
    void is_killed_as_an_application_with_a_cursor_is(String client, String when) throws Exception {
        String effects = directory.resolve("effects").toString();
        try (Scene scene = new Scene(directory, effects, 23, SavedByHand.class, client + "-" + when)) {
            Verdict verdict = scene.kill(KILLS);
            Figures.print("kills", client + ", id saved " + when + " the handler", scene.figures(verdict));
            assertThat(verdict.effects()).isPositive();
        }
    }
}
