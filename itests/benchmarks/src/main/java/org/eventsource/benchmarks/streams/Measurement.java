package org.eventsource.benchmarks.streams;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eventsource.benchmarks.Children;
import org.eventsource.benchmarks.Figures;

/** Runs a scenario for each contestant in turn, several times over, and prints the table. */
public final class Measurement {

    private static final String FIGURE = "figure:";

    private final Children children;
    private final Scenarios scenario;
    private final URI server;
    private final Figures figures = new Figures();

    private Measurement(Children children, Scenarios scenario, URI server) {
        this.children = children;
        this.scenario = scenario;
        this.server = server;
    }

    /** Whether there is a scenario of that name. */
    public static boolean isScenario(String name) {
        return Arrays.stream(Scenarios.values()).anyMatch(each -> name(each).equals(name));
    }

    /** Runs a scenario. The arguments are its name, the number of rounds, and the contestants: all if none is named. */
    public static void run(Children children, List<String> arguments) throws IOException, InterruptedException {
        Scenarios scenario = scenario(arguments.get(0));
        int rounds = arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : 1;
        List<Entry> named = arguments.stream().skip(2).map(Measurement::entry).toList();
        List<Entry> entries = named.isEmpty() ? scenario.entries() : named;
        Process process = children.start(List.of(), jar -> true, "server");
        try (var output = process.inputReader()) {
            URI server = URI.create("http://127.0.0.1:" + output.readLine());
            Measurement measurement = new Measurement(children, scenario, server);
            for (int round = 0; round < rounds; round++) {
                for (Entry entry : entries) {
                    measurement.measure(entry);
                }
            }
            System.out.println(measurement.figures.table());
            if (scenario == Scenarios.PACED) {
                System.out.println(measurement.figures.ratios());
            }
        } finally {
            process.destroy();
        }
    }

    private void measure(Entry entry) throws IOException, InterruptedException {
        List<String> output = children.run(
                scenario.limit(),
                scenario.options(),
                entry::admits,
                "measure",
                name(scenario),
                name(entry),
                server.toString());
        output.stream()
                .filter(line -> line.startsWith(FIGURE))
                .map(line -> line.substring(FIGURE.length()).split("=", -1))
                .forEach(
                        figure -> figures.add(entry.label(), entry.isPeer(), figure[0], Double.parseDouble(figure[1])));
        if (output.stream().noneMatch(line -> line.startsWith(FIGURE))) {
            System.err.println(entry.label() + " has no figures: " + String.join("\n", output));
        }
    }

    /** In a process of its own: measures one contestant, and prints the figures. */
    public static void measure(String scenarioName, String entryName, String server) throws Exception {
        Map<String, Double> figures =
                scenario(scenarioName).scenario().measure(entry(entryName).make(), URI.create(server));
        figures.forEach((name, value) -> System.out.println(FIGURE + name + "=" + value));
    }

    private static Scenarios scenario(String name) {
        return Scenarios.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Entry entry(String name) {
        return Entry.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
