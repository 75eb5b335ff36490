package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.cdi.extension.config.Setting;
import org.junit.jupiter.api.Test;

/** Compares README.md and the documents in the folder docs with the code. */
class ReadmeTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Path CONFIGURATION = ROOT.resolve("docs/configuration.md");
    private static final String TABLE_HEAD =
            "| property | type | default in CDI | builder | default of the builder | meaning |\n|---|---|---|---|---|---|\n";
    private static final Pattern SIGNATURES =
            Pattern.compile("(?s)<!-- Signatures of (\\w+\\.java) -->\\s*```java\\n(.*?)```");
    private static final Pattern SAMPLE = Pattern.compile("(?s)<!-- ([\\w./-]+\\.java) -->\\s*```java\\n(.*?)```");

    /** Returns the text of all documents that show samples. */
    private static String documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(Files::isRegularFile))
                    .map(ReadmeTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** If this test runs with {@code -Dconfiguration.update=true}, it writes the table. */
    @Test
    void the_table_of_settings_is_made_from_the_code() throws IOException {
        String table = Setting.all().stream().map(Setting::row).collect(Collectors.joining("\n", TABLE_HEAD, "\n"));
        String document = read(CONFIGURATION);
        if (Boolean.getBoolean("configuration.update")) {
            int begin = document.indexOf(TABLE_HEAD);
            int end = document.indexOf("\n\n", begin) + 1;
            Files.writeString(CONFIGURATION, document.substring(0, begin) + table + document.substring(end));
        }
        assertThat(read(CONFIGURATION)).contains(table);
    }

    @Test
    void the_table_or_the_text_below_it_names_every_call_of_the_builder() {
        String text = read(CONFIGURATION);
        assertThat(Arrays.stream(EventSource.Builder.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> !name.matches("on[A-Z].*|addEventListener|open")))
                .allSatisfy(name -> assertThat(text).containsPattern("`" + name + "[`(]"));
    }

    @Test
    void signatures_are_those_of_a_test_that_runs() throws Exception {
        List<MatchResult> samples = SIGNATURES.matcher(documents()).results().toList();
        assertThat(samples).isNotEmpty();
        for (MatchResult sample : samples) {
            assertThat(source(sample.group(1)))
                    .contains(sample.group(2).lines().map(line -> line + " {").toList());
        }
    }

    @Test
    void samples_are_taken_from_tests_that_run() throws Exception {
        List<MatchResult> samples = SAMPLE.matcher(documents()).results().toList();
        assertThat(samples).isNotEmpty();
        for (MatchResult sample : samples) {
            String source = plain(source(sample.group(1)));
            if (!source.contains(plain(sample.group(2)))) {
                assertThat(source).as(sample.group(1)).contains(plain(withoutEnd(sample.group(2))));
            }
        }
    }

    /** @param name a path in the repository, or the name of a test beside this one */
    private static String source(String name) {
        Path folder =
                name.contains("/") ? ROOT : ROOT.resolve("cdi-extension/src/test/java/org/eventsource/cdi/extension");
        return read(folder.resolve(name));
    }

    /** Returns code without its indentation and without what makes it a part of a test. */
    private static String plain(String code) {
        return code.lines()
                .map(line -> line.strip().replace("static class", "class"))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Removes the end of a class. The class in the test may have more members than its sample. */
    private static String withoutEnd(String sample) {
        return sample.stripIndent().replaceAll("(?m)^}\n", "");
    }
}
