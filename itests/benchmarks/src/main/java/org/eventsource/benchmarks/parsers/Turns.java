package org.eventsource.benchmarks.parsers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eventsource.benchmarks.Figures;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The parsers of {@link ParserBenchmark} in turns of some milliseconds, in one thread and by its processor time: what
 * others do on the machine meanwhile is the same for all, which it is not for runs one after the other.
 */
public final class Turns {

    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(1);
    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(8);
    private static final int TURNS = 40;
    private static final Set<String> PEERS = Set.of("okhttpSse");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final CorpusStream stream;
    private final Map<String, Parser> parsers = new LinkedHashMap<>();

    private Turns(CorpusStream stream) {
        this.stream = stream;
        ParserBenchmark benchmark = new ParserBenchmark();
        parsers.put("bareScan", benchmark::bareScan);
        parsers.put("strings", benchmark::strings);
        parsers.put("okhttpSse", benchmark::okhttpSse);
        parsers.put("ours", benchmark::ours);
    }

    @FunctionalInterface
    private interface Parser {

        void parse(CorpusStream stream, Blackhole blackhole);
    }

    /** Prints the table. */
    public static void run() {
        Figures figures = new Figures();
        List<Corpus> corpora = Arrays.stream(Corpus.values())
                .filter(corpus -> corpus != Corpus.JSON_ID_TYPE)
                .toList();
        for (Corpus corpus : corpora) {
            new Turns(CorpusStream.of(corpus))
                    .measure(figures, corpus.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        System.out.printf("Processor time, ns an event%n%n%s", figures.table());
    }

    private void measure(Figures figures, String corpus) {
        parsers.values().forEach(parser -> nanosAnEvent(parser, WARM_UP));
        for (int turn = 0; turn < TURNS; turn++) {
            parsers.forEach(
                    (name, parser) -> figures.add(name, PEERS.contains(name), corpus, nanosAnEvent(parser, TURN)));
        }
    }

    private double nanosAnEvent(Parser parser, long time) {
        Blackhole blackhole = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
        long start = THREADS.getCurrentThreadCpuTime();
        long taken = 0;
        long events = 0;
        while (taken < time) {
            parser.parse(stream, blackhole);
            events += CorpusStream.EVENTS;
            taken = THREADS.getCurrentThreadCpuTime() - start;
        }
        return (double) taken / events;
    }
}
