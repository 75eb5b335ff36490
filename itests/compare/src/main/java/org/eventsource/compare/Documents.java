package org.eventsource.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The documents that have results. A result is between the lines {@code <!-- compare: NAME -->} and {@code <!--
 * compare: end -->}.
 */
final class Documents {

    private static final List<String> FILES = List.of("README.md", "docs/comparison.md");

    private final Path root;

    /** @param root the folder of README.md */
    Documents(Path root) {
        this.root = root;
    }

    /**
     * Writes a result to each place that has its name.
     *
     * @throws IllegalStateException if there is none
     */
    void write(String name, String result) throws IOException {
        Pattern place =
                Pattern.compile("(<!-- compare: %s -->\n\n)(?s:.*?)(\n\n<!-- compare: end -->)".formatted(name));
        boolean found = false;
        for (String file : FILES) {
            Path path = root.resolve(file);
            Matcher matcher = place.matcher(Files.readString(path));
            if (matcher.find()) {
                found = true;
                String text = matcher.replaceAll("$1" + Matcher.quoteReplacement(compact(result)) + "$2");
                Files.writeString(path, text);
            }
        }
        if (!found) {
            throw new IllegalStateException("no document has a place for: " + name);
        }
    }

    /** Documents have no spaces that align columns. */
    private static String compact(String table) {
        return table.replace(System.lineSeparator(), "\n")
                .replaceAll(" {2,}", " ")
                .replaceAll("-{3,}", "---");
    }

    /** Returns what the figures depend on. */
    static String machine() {
        return "The tables are of one run on %s, %d processors, Java %s, in %s."
                .formatted(
                        System.getProperty("os.name"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        YearMonth.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH)));
    }
}
