package org.eventsource.reliability.longrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred streams of all kinds in a heap of 256 MB, while their server has one fault after the other: listeners,
 * loops, subscribers, cursors and pauses, over both transports.
 */
class LongRunTest {

    private static final int STREAMS = 200;

    /** How many faults, after one of each kind before the first look. */
    private static final int FAULTS = Integer.getInteger("reliability.faults", Fault.values().length);

    private static final Duration BETWEEN_FAULTS =
            Duration.ofSeconds(Integer.getInteger("reliability.fault-seconds", 5));

    @TempDir
    private Path directory;

    /** Waits until all streams have reached a number, and returns what the process printed then. */
    private static Map<String, Long> reached(ForkedJvm streams, int number) throws InterruptedException {
        Map<String, Long> state;
        do {
            state = Arrays.stream(streams.awaitLine("reached=").split(" ", -1))
                    .map(word -> word.split("=", -1))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> Long.valueOf(parts[1])));
        } while (state.get("reached") < number);
        return state;
    }

    private static void awaitFaults(FaultyServer server, int count) {
        await().atMost(BETWEEN_FAULTS.multipliedBy(count).plus(Patience.LIMIT)).until(() -> server.faults() >= count);
    }

    @Test
    void nothing_is_lost_nothing_comes_twice_and_nothing_is_left() throws Exception {
        int warmUp = Fault.values().length;
        try (FaultyServer server = new FaultyServer(STREAMS, BETWEEN_FAULTS);
                ForkedJvm streams = ForkedJvm.start(
                        LongRun.class,
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        server.uri().toString(),
                        String.valueOf(STREAMS),
                        directory.toString())) {
            awaitFaults(server, warmUp);
            Map<String, Long> before = reached(streams, server.number());
            awaitFaults(server, warmUp + FAULTS);
            Map<String, Long> after = reached(streams, server.end());

            System.out.printf("long run | %d faults | %s, then %s%n", server.faults(), before, after);
            assertThat(after).containsEntry("lost", 0L).containsEntry("twice", 0L);
            assertThat(after.get("descriptors")).isLessThanOrEqualTo(before.get("descriptors") + STREAMS / 10);
            assertThat(after.get("threads")).isLessThanOrEqualTo(before.get("threads") + STREAMS / 10);
            assertThat(after.get("heap")).isLessThanOrEqualTo(before.get("heap") + 8 * 1024);
        }
    }
}
