package org.eventsource.benchmarks.parsers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eventsource.benchmarks.Children;
import org.eventsource.benchmarks.Figures;

/** Runs the benchmarks of parsers, several times over, and prints their tables. */
public final class ParserTables {

    private static final Duration LIMIT = Duration.ofMinutes(15);
    /** By name: JMH is not on the class path of the process in charge. */
    private static final String CPU_TIME = "org.eventsource.benchmarks.parsers.CpuTime";

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private static final Set<String> NO_PEERS = Set.of("ours", "bareScan", "strings");

    private final Children children;
    private final Figures nanos = new Figures();
    private final Figures bytes = new Figures();

    private ParserTables(Children children) {
        this.children = children;
    }

    /** With how often; the slow parsers of Jakarta REST clients are run once. */
    public static void run(Children children, List<String> arguments) throws IOException, InterruptedException {
        int rounds = arguments.isEmpty() ? 1 : Integer.parseInt(arguments.get(0));
        ParserTables tables = new ParserTables(children);
        for (int round = 0; round < rounds; round++) {
            tables.measure("[.]ParserBenchmark", jar -> true);
        }
        tables.measure("RestParserBenchmark.jersey", jar -> !jar.startsWith("org.apache.cxf"));
        tables.measure("RestParserBenchmark.resteasy", jar -> !jar.startsWith("org.glassfish.jersey"));
        System.out.printf(
                "Processor time, ns an event%n%n%s%nAllocated, bytes an event%n%n%s",
                tables.nanos.table(), tables.bytes.table());
    }

    private void measure(String benchmarks, Predicate<String> admitted) throws IOException, InterruptedException {
        Path results = Files.createTempFile("parsers", ".csv");
        String corpora = Arrays.stream(Corpus.values())
                .filter(corpus -> corpus != Corpus.JSON_ID_TYPE)
                .map(Corpus::name)
                .collect(Collectors.joining(","));
        children.run(
                LIMIT,
                List.of(),
                admitted,
                "jmh",
                benchmarks,
                "-p",
                "corpus=" + corpora,
                // See Scenarios: compiled before it goes on.
                "-jvmArgsAppend",
                "-XX:-BackgroundCompilation",
                "-prof",
                "gc",
                "-prof",
                CPU_TIME,
                "-rf",
                "csv",
                "-rff",
                results.toString());
        Files.readAllLines(results).stream()
                .map(line -> line.replace("\"", "").split(",", -1))
                .forEach(this::add);
        Files.delete(results);
    }

    /** A line: benchmark, mode, threads, samples, score, its error, unit, corpus. */
    private void add(String... line) {
        String[] names = line[0].substring(line[0].lastIndexOf("Benchmark.") + "Benchmark.".length())
                .split(":", -1);
        if (names.length > 1 && names[1].equals(CpuTime.NAME)) {
            add(nanos, names[0], line);
        } else if (names.length > 1 && names[1].equals(ALLOCATED)) {
            add(bytes, names[0], line);
        }
    }

    private static void add(Figures figures, String parser, String... line) {
        boolean peer = !NO_PEERS.contains(parser);
        String corpus = line[line.length - 1].toLowerCase(Locale.ROOT).replace('_', ' ');
        figures.add(parser, peer, corpus, Double.parseDouble(line[4]));
    }
}
