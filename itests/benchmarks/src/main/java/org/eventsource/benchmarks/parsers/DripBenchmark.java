package org.eventsource.benchmarks.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.TimeUnit;
import org.eventsource.parser.EventStreamParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Our parser on one long line that comes in many small pieces: twice the line is to take twice the time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class DripBenchmark {

    private static final int PIECE = 100;
    private static final int PIECES_IN_A_MIB = 1024 * 1024 / PIECE;
    private static final byte[] START = "data: ".getBytes(US_ASCII);
    private static final byte[] TEXT = "x".repeat(PIECE).getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);

    @Param({"1", "2", "4", "8"})
    private int mebibytes;

    /** The whole line. */
    @Benchmark
    public void line(Blackhole blackhole) {
        EventStreamParser parser = new EventStreamParser((type, data, lastEventId) -> blackhole.consume(data));
        parser.feed(START, 0, START.length);
        for (int piece = 0; piece < mebibytes * PIECES_IN_A_MIB; piece++) {
            parser.feed(TEXT, 0, PIECE);
        }
        parser.feed(END, 0, END.length);
    }
}
