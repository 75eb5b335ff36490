package org.eventsource.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures of several rounds, as a table: medians with minimum and maximum, and how often the best peer's they are. */
public final class Figures {

    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();
    private final Set<String> peers = new LinkedHashSet<>();
    private final Set<String> columns = new LinkedHashSet<>();

    /** Adds a figure of one round. */
    public void add(String row, boolean peer, String column, double value) {
        columns.add(column);
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
                .computeIfAbsent(column, name -> new ArrayList<>())
                .add(value);
        if (peer) {
            peers.add(row);
        }
    }

    /** In Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder("| |");
        columns.forEach(column -> table.append(" %s | ratio |".formatted(column)));
        table.append("\n|---|").append("---|---|".repeat(columns.size())).append('\n');
        rows.forEach((name, row) -> {
            table.append("| ").append(name).append(" |");
            columns.forEach(column -> table.append(cells(row.getOrDefault(column, List.of()), bestPeer(column))));
            table.append('\n');
        });
        return table.toString();
    }

    /**
     * Returns each row divided by the first one, in each round, from the smallest to the largest ratio. Of ten rounds,
     * the median lies between the second and the ninth ratio with a probability of 97.9 %.
     */
    public String ratios() {
        List<Map.Entry<String, Map<String, List<Double>>>> all = List.copyOf(rows.entrySet());
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Map<String, List<Double>>> row : all.subList(1, all.size())) {
            for (String column : columns) {
                List<Double> divisors = all.get(0).getValue().getOrDefault(column, List.of());
                List<Double> dividends = row.getValue().getOrDefault(column, List.of());
                String ratios = IntStream.range(0, Math.min(divisors.size(), dividends.size()))
                        .mapToDouble(round -> dividends.get(round) / divisors.get(round))
                        .sorted()
                        .mapToObj(Figures::number)
                        .collect(Collectors.joining(", "));
                text.append("%s, %s, ratios: %s%n".formatted(row.getKey(), column, ratios));
            }
        }
        return text.toString();
    }

    private double bestPeer(String column) {
        return peers.stream()
                .map(peer -> rows.getOrDefault(peer, Map.of()).getOrDefault(column, List.of()))
                .filter(values -> !values.isEmpty())
                .mapToDouble(Figures::median)
                .min()
                .orElse(Double.NaN);
    }

    private static String cells(List<Double> values, double reference) {
        if (values.isEmpty()) {
            return " - | |";
        }
        double median = median(values);
        String ratio = Double.isNaN(reference) || reference == 0 ? "" : number(median / reference);
        return " %s (%s to %s) | %s |"
                .formatted(
                        number(median),
                        number(values.stream().mapToDouble(each -> each).min().getAsDouble()),
                        number(values.stream().mapToDouble(each -> each).max().getAsDouble()),
                        ratio);
    }

    private static double median(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double value) {
        int digits = Math.abs(value) < 10 ? 3 : Math.abs(value) < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
