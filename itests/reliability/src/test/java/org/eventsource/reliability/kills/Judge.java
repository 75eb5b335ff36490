package org.eventsource.reliability.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A process that compares what a server has sent with what an application left in a database or in a file. */
public final class Judge {

    private Judge() {}

    /**
     * Prints the verdict.
     *
     * @param arguments the file of the numbers that the server has sent; a JDBC URL, or a file of effects; {@code all},
     *     or {@code so-far} for only the numbers up to the greatest one that was handled
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println(judge(Path.of(arguments[0]), arguments[1], arguments[2].equals("all"))
                .line());
    }

    static Verdict judge(Path numbers, String where, boolean all) throws IOException, SQLException {
        List<Verdict.Trace> traces = where.startsWith("jdbc:") ? inTable(where) : inFile(Path.of(where));
        int greatest = all
                ? Integer.MAX_VALUE
                : traces.stream().mapToInt(Verdict.Trace::number).max().orElse(0);
        List<Integer> sent = Files.readAllLines(numbers).stream()
                .map(Integer::valueOf)
                .filter(number -> number <= greatest)
                .toList();
        return Verdict.of(sent, traces);
    }

    private static List<Verdict.Trace> inTable(String url) throws SQLException {
        List<Verdict.Trace> traces = new ArrayList<>();
        try (Connection connection = Databases.plain(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(TableEffects.SELECT)) {
            while (found.next()) {
                traces.add(trace(found.getString(1), found.getInt(2)));
            }
        }
        return traces;
    }

    private static List<Verdict.Trace> inFile(Path file) throws IOException {
        List<Verdict.Trace> traces = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", -1);
            traces.add(trace(words[0], Integer.parseInt(words[1])));
        }
        return traces;
    }

    private static Verdict.Trace trace(String kind, int number) {
        return new Verdict.Trace(kind.equals("LETTER"), number);
    }
}
