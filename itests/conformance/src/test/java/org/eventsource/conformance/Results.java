package org.eventsource.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How many cases passed, of how many that apply, by group and contestant, kept in files for all runs of one build. */
final class Results {

    /** Of one group. */
    private record Count(int passed, int applicable) {

        Count and(boolean pass) {
            return new Count(passed + (pass ? 1 : 0), applicable + 1);
        }

        @Override
        public String toString() {
            return applicable == 0 ? "-" : passed + "/" + applicable;
        }
    }

    private final Path directory = Path.of(System.getProperty("conformance.results", "target/conformance"));
    private final Map<String, Map<String, Count>> counts = new TreeMap<>();

    synchronized void add(String contestant, String group, boolean passed) {
        counts.computeIfAbsent(contestant, name -> new LinkedHashMap<>())
                .merge(group, new Count(0, 0).and(passed), (before, one) -> before.and(passed));
    }

    /** Writes what came of this run, and shows it with what other runs have written. */
    synchronized String table(List<String> groups) throws IOException {
        Files.createDirectories(directory);
        for (var contestant : counts.entrySet()) {
            List<String> lines = new ArrayList<>();
            contestant.getValue().forEach((group, count) -> lines.add(group + "\t" + count));
            Files.write(directory.resolve(contestant.getKey() + ".txt"), lines, UTF_8);
        }
        return table(groups, written());
    }

    private Map<String, Map<String, String>> written() throws IOException {
        Map<String, Map<String, String>> columns = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Map<String, String> column = new LinkedHashMap<>();
                for (String line : Files.readAllLines(file, UTF_8)) {
                    String[] cells = line.split("\t", 2);
                    column.put(cells[0], cells[1]);
                }
                columns.put(file.getFileName().toString().replace(".txt", ""), column);
            }
        }
        return columns;
    }

    private static String table(List<String> groups, Map<String, Map<String, String>> columns) {
        var table = new StringBuilder("\n| cases | " + String.join(" | ", columns.keySet()) + " |\n");
        table.append("|---".repeat(columns.size() + 1)).append("|\n");
        Set<String> rows = new LinkedHashSet<>(groups);
        for (String group : rows) {
            table.append("| ").append(group);
            columns.values().forEach(column -> table.append(" | ").append(column.getOrDefault(group, "-")));
            table.append(" |\n");
        }
        return table.toString();
    }
}
