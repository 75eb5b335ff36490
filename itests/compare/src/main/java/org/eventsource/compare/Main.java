package org.eventsource.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eventsource.compare.clients.Contestant;
import org.eventsource.compare.server.Scenario;

/** Runs the comparison and prints the tables. */
public final class Main {

    private Main() {}

    /**
     * Runs the clients that the arguments name, as in {@link Contestant}: all if none is named. The property
     * {@code compare.output} is the folder of the tables and logs. The property {@code compare.heap} is the largest
     * heap of each client, as in {@code -Xmx}. If {@code compare.update} is true, the tables are written into the
     * documents below the folder {@code compare.root}, too.
     *
     * @throws IllegalArgumentException if the documents would get the results with another heap than they state
     */
    public static void main(String... arguments) throws Exception {
        boolean updates = Boolean.getBoolean("compare.update");
        if (updates && !Client.HEAP.equals(Client.USUAL_HEAP)) {
            throw new IllegalArgumentException("compare.update needs compare.heap=" + Client.USUAL_HEAP);
        }
        Path folder = Path.of(System.getProperty("compare.output", "."));
        List<Contestant> contestants = arguments.length == 0
                ? List.of(Contestant.values())
                : Arrays.stream(arguments).map(Contestant::valueOf).toList();
        PrintStream output = new PrintStream(System.out, true, UTF_8);
        output.printf(
                "%d clients, %d scenarios of %d events each: %d seconds.%n%n",
                contestants.size(), Scenario.values().length, Scenario.EVENTS, Comparison.END.toSeconds());
        try (Comparison comparison = new Comparison(contestants, folder)) {
            Tables tables = new Tables(comparison.run());
            String text =
                    String.join(System.lineSeparator().repeat(2), List.of(tables.summary(), tables.details(), ""));
            output.print(text);
            Files.writeString(folder.resolve("comparison.md"), text);
            if (updates) {
                Documents documents = new Documents(Path.of(System.getProperty("compare.root")));
                documents.write("clients", tables.summary());
                documents.write("resuming clients", tables.summaryOfResuming());
                documents.write("scenarios", tables.details());
                documents.write("machine", Documents.machine());
            }
        }
        System.exit(0); // Threads that read from ended processes may still run.
    }
}
