package org.eventsource.reliability.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.reliability.Figures;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How many messages a second a stream handles with each kind of cursor. It prints figures and asserts none of them. */
@Tag("kills")
class CostsTest {

    private static final int COUNTED = Integer.getInteger("reliability.costs", 3000);

    @TempDir
    private static Path directory;

    private static Database database;

    private final SseServer server = SseServer.start().on("/", CostsTest::serve);

    @BeforeAll
    static void start() throws Exception {
        database = new Database.Postgres(directory.resolve("postgres"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    /** All messages, in pieces of a thousand, as fast as they are read. */
    private static void serve(SseConnection connection) throws IOException {
        int sent = connection.request().lastEventId().map(Integer::parseInt).orElse(0);
        connection.stream();
        StringBuilder events = new StringBuilder();
        for (int number = sent + 1; number <= last(); number++) {
            events.append("id: %d\ndata: %d\n\n".formatted(number, number));
            if (number % 1000 == 0) {
                connection.events(events.toString());
                events.setLength(0);
            }
        }
        connection.waitForClientClose();
    }

    private static int last() {
        return Costs.WARM_UP + COUNTED;
    }

    private static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("no cursor", false, Map.of()),
                Arguments.of("file", false, Map.of("cursor", "file")),
                Arguments.of("no cursor, a row for each message", true, Map.of()),
                Arguments.of("jdbc without transaction", true, Map.of("cursor", "jdbc", "transaction", "none")),
                Arguments.of("jdbc, commit = message", true, Map.of("cursor", "jdbc", "transaction", "required")),
                Arguments.of(
                        "jdbc, commit = read",
                        true,
                        Map.of("cursor", "jdbc", "transaction", "required", "commit", "read")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void messages_a_second(String kind, boolean inserts, Map<String, String> settings, @TempDir Path files)
            throws Exception {
        database.reset("PostgreSQL");
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-Dkills.directory=" + files,
                "-Dkills.database=" + database.url(),
                "-Dcosts.effects=" + inserts,
                "-Dcosts.last=" + last(),
                "-Deventsource.orders.url=" + server.uri("/")));
        for (String store : List.of("", "communicationStore.", "stateStore.")) {
            options.add("-DObjectStoreEnvironmentBean." + store + "objectStoreDir=" + files.resolve("transactions"));
        }
        if ("file".equals(settings.get("cursor"))) {
            options.add("-Deventsource.orders.cursor-directory=" + files.resolve("cursors"));
        }
        settings.forEach((name, value) -> options.add("-Deventsource.orders." + name + "=" + value));
        long nanos;
        try (ForkedJvm application = ForkedJvm.start(Costs.class, options)) {
            nanos = Long.parseLong(application.awaitLine("took ").substring("took ".length()));
        }
        Figures.print("costs", kind, "%d messages a second".formatted(Math.round(COUNTED * 1e9 / nanos)));
        if (inserts) {
            Path numbers = files.resolve("numbers");
            Files.write(
                    numbers,
                    IntStream.rangeClosed(1, last()).mapToObj(String::valueOf).toList());
            // The process may have ended before the commit of the last message.
            Verdict verdict = Judge.judge(numbers, database.url(), false);
            assertThat(verdict.isClean()).as(verdict.line()).isTrue();
        }
    }
}
