package org.eventsource.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import org.eventsource.parser.EventStreamHandler;
import org.eventsource.parser.EventStreamParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long the parser takes for an event of a stream that is read in pieces of 16 KiB, beside the least that any parser
 * must do: find the lines and make strings of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@OperationsPerInvocation(ParserBenchmark.EVENTS)
public class ParserBenchmark {

    static final int EVENTS = 1024;

    /** So many events are different; the stream of {@link Corpus#LONG_LINE} has to fit into the caches. */
    private static final int DISTINCT_EVENTS = 16;

    private static final int READ = 16 * 1024;

    @Param
    private Corpus corpus = Corpus.JSON;

    private byte[] stream = {};
    private int rounds;

    @Setup
    public void setUp() {
        int distinct = corpus == Corpus.LONG_LINE ? DISTINCT_EVENTS : EVENTS;
        stream = corpus.stream(distinct);
        rounds = EVENTS / distinct;
    }

    /** Our parser. */
    @Benchmark
    public void parser(Blackhole blackhole) {
        EventStreamParser parser = new EventStreamParser(new Consumer(blackhole));
        for (int round = 0; round < rounds; round++) {
            for (int offset = 0; offset < stream.length; offset += READ) {
                parser.feed(stream, offset, Math.min(READ, stream.length - offset));
            }
        }
    }

    /** The baseline: no fields, no limits, no torn lines; every line but blank ones and comments is made a string. */
    @Benchmark
    public void bareScan(Blackhole blackhole) {
        for (int round = 0; round < rounds; round++) {
            int start = 0;
            for (int index = 0; index < stream.length; index++) {
                if (stream[index] == '\n' || stream[index] == '\r') {
                    if (index > start && stream[start] != ':') {
                        blackhole.consume(new String(stream, start, index - start, UTF_8));
                    }
                    start = index + 1;
                }
            }
        }
    }

    private record Consumer(Blackhole blackhole) implements EventStreamHandler {

        @Override
        public void onEvent(String type, String data, String lastEventId) {
            blackhole.consume(data);
            blackhole.consume(lastEventId);
        }

        @Override
        public boolean ignoresComments() {
            return true;
        }
    }
}
