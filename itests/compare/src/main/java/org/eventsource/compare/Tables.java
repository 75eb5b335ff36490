package org.eventsource.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eventsource.compare.judge.Verdict;
import org.eventsource.compare.server.HostileStream;
import org.eventsource.compare.server.Scenario;

/** The results as tables in Markdown. */
final class Tables {

    private static final List<Scenario> SCENARIOS = List.of(Scenario.values());
    private static final long MIB = 1024 * 1024;

    private final List<Client> clients;

    Tables(List<Client> clients) {
        this.clients = clients;
    }

    /** Returns a line for each client. */
    String summary() {
        return summary(clients);
    }

    /** Returns a line for each client that resumes. */
    String summaryOfResuming() {
        return summary(
                clients.stream().filter(client -> client.contestant().resumes()).toList());
    }

    private static String summary(List<Client> clients) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "client",
                "scenarios passed",
                "lost",
                "doubled",
                "garbled",
                "delivers the last event",
                "heap, with the endless line"));
        for (Client client : clients) {
            String scenarios = " of " + counted(client).count();
            rows.add(List.of(
                    client.contestant().title(),
                    sum(client, verdict -> verdict.isPerfect() ? 1 : 0) + scenarios,
                    sum(client, Verdict::lost),
                    sum(client, Verdict::doubled),
                    sum(client, Verdict::garbled),
                    sum(client, verdict -> verdict.deliversLast() ? 1 : 0) + scenarios,
                    heap(client)));
        }
        return table(rows);
    }

    /** Returns a line for each scenario, and a column for each client. */
    String details() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("scenario", client -> client.contestant().title()));
        for (Scenario scenario : SCENARIOS) {
            rows.add(row(scenario.title(), client -> cell(client, scenario)));
        }
        return table(rows);
    }

    private List<String> row(String title, Function<Client, String> cell) {
        return Stream.concat(Stream.of(title), clients.stream().map(cell)).toList();
    }

    private static String sum(Client client, ToIntFunction<Verdict> count) {
        return String.valueOf(
                counted(client).map(client::verdict).mapToInt(count).sum());
    }

    private static Stream<Scenario> counted(Client client) {
        return SCENARIOS.stream().filter(client::counts);
    }

    /** The heap before the endless line, and the most of it during the line. */
    private static String heap(Client client) {
        String during = client.isOutOfMemory() ? "out of memory" : mebibytes(client.heapBytesInLine());
        return mebibytes(client.heapBytesBeforeLine()) + " → " + during;
    }

    private static String mebibytes(Optional<Long> bytes) {
        return bytes.map(used -> (used + MIB / 2) / MIB + " MiB").orElse("not measured");
    }

    private static String cell(Client client, Scenario scenario) {
        HostileStream stream = client.stream(scenario);
        return client.counts(scenario)
                ? cell(client.verdict(scenario), stream.early(), stream.unknownIds())
                : "not counted";
    }

    /** Requests that came too early or with an unknown id are no part of the verdict. */
    static String cell(Verdict verdict, int early, int unknownIds) {
        return Stream.of(
                        verdict.isPerfect() ? "ok" : "",
                        count(verdict.lost(), "lost"),
                        count(verdict.doubled(), "doubled"),
                        count(verdict.garbled(), "garbled"),
                        verdict.deliversLast() ? "" : "silent at the end",
                        count(early, "too early"),
                        count(unknownIds, "unknown ids"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String count(int number, String what) {
        return number == 0 ? "" : number + " " + what;
    }

    private static String table(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        lines.add(1, line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths[column] - cells.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
