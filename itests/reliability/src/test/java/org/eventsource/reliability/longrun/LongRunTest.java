package org.eventsource.reliability.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.reliability.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many streams of all kinds in a process with 256 MB of heap, and a server with faults. The properties
 * {@code longrun.seconds} and {@code longrun.fault.seconds} set other times.
 */
class LongRunTest {

    private static final int SECONDS = Integer.getInteger("longrun.seconds", 60);
    private static final int FAULT_SECONDS = Integer.getInteger("longrun.fault.seconds", 5);

    /** What may be used at the end beyond what was used at the begin. */
    private static final int MEGABYTES = 16;

    private static final int THREADS = 8;
    private static final int FILES = 16;

    private static final int LINES = 12;

    @TempDir
    private Path directory;

    @Test
    void nothing_is_lost_nothing_is_doubled_and_nothing_grows() throws Exception {
        try (NumberedStreams streams = new NumberedStreams();
                ForkedJvm process = ForkedJvm.start(
                        ManyStreams.class, List.of("-Xmx256m"), streams.url().toString(), directory.toString())) {
            Values before = new Values(process.awaitLine("before"));
            streams.run(FAULT_SECONDS);
            Values begin = nextValues(process);
            Values last = begin;
            for (long end = System.nanoTime() + SECONDS * 1_000_000_000L; System.nanoTime() < end; ) {
                last = nextValues(process);
            }
            streams.end();
            Values end = lastValues(process);
            Values left = new Values(process.awaitLine("left"));

            print(streams, begin, last, left);
            assertThat(end.value("lost")).isZero();
            assertThat(end.value("doubled")).isZero();
            assertThat(end.value("received")).isEqualTo((long) Kind.all() * streams.released());
            assertThat(end.value("heap")).isLessThanOrEqualTo(begin.value("heap") + MEGABYTES);
            assertThat(left.value("threads")).isLessThanOrEqualTo(before.value("threads") + THREADS);
            assertThat(left.value("files")).isLessThanOrEqualTo(before.value("files") + FILES);
        }
    }

    private static Values nextValues(ForkedJvm process) throws InterruptedException {
        return new Values(process.awaitLine("now "));
    }

    /** Waits until all streams have come to their ends. */
    private static Values lastValues(ForkedJvm process) throws InterruptedException {
        String line = process.awaitLine("received");
        for (int lines = 1; lines < LINES && !line.startsWith("end"); lines++) {
            line = process.awaitLine("received");
        }
        assertThat(line).startsWith("end");
        return new Values(line);
    }

    private static void print(NumberedStreams streams, Values begin, Values end, Values left) {
        String run = "%d s, %d streams".formatted(SECONDS, Kind.all());
        Figures.print(
                "long run",
                run,
                "%d faults, %d requests; begin: %s; end: %s; closed: %s"
                        .formatted(streams.faults(), streams.requests(), begin, end, left));
    }

    /** Figures as the process prints them: a name and a number each. */
    private record Values(String line) {

        long value(String name) {
            Matcher value = Pattern.compile("\\b" + name + "=(\\d+)").matcher(line);
            assertThat(value.find()).as(line).isTrue();
            return Long.parseLong(value.group(1));
        }

        @Override
        public String toString() {
            return line.replaceFirst(" of .*", "").substring(line.indexOf(' ') + 1);
        }
    }
}
