package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says is what the code does. */
class ReadmeTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([^|]*)\\|");
    private static final Pattern SIGNATURES =
            Pattern.compile("(?s)<!-- Signatures of (\\w+\\.java) -->\\n```java\\n(.*?)```");
    private static final Pattern SAMPLE = Pattern.compile("(?s)<!-- (\\w+\\.java) -->\\n```java\\n(.*?)```");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static Map<String, String> settings() throws IOException {
        String text = readme();
        String chapter = text.substring(text.indexOf("### Configure it"), text.indexOf("## Without CDI"));
        return SETTING.matcher(chapter).results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    @Test
    void the_table_of_settings_has_those_of_the_code() throws Exception {
        assertThat(settings().keySet()).containsExactlyInAnyOrderElementsOf(Setting.properties());
    }

    @Test
    void the_defaults_in_the_table_are_values_that_the_code_takes() throws Exception {
        settings()
                .forEach((property, cell) -> Pattern.compile("`([^`]+)`")
                        .matcher(cell)
                        .results()
                        .map(found -> found.group(1))
                        .forEach(value -> Stream.of(Setting.values())
                                .filter(setting -> setting.property().equals(property))
                                .forEach(setting -> setting.parse(value))));
    }

    @Test
    void signatures_are_those_of_a_test_that_runs() throws Exception {
        List<MatchResult> samples = SIGNATURES.matcher(readme()).results().toList();
        assertThat(samples).isNotEmpty();
        for (MatchResult sample : samples) {
            assertThat(source(sample.group(1)))
                    .contains(sample.group(2).lines().map(line -> line + " {").toList());
        }
    }

    @Test
    void samples_are_taken_from_tests_that_run() throws Exception {
        List<MatchResult> samples = SAMPLE.matcher(readme()).results().toList();
        assertThat(samples).isNotEmpty();
        for (MatchResult sample : samples) {
            assertThat(plain(source(sample.group(1)))).as(sample.group(1)).contains(plain(withoutEnd(sample.group(2))));
        }
    }

    private static String source(String name) throws IOException {
        return Files.readString(ROOT.resolve("cdi-extension/src/test/java/org/eventsource/cdi/extension")
                .resolve(name));
    }

    /** Without how it is indented, and without what makes it a part of a test. */
    private static String plain(String code) {
        return code.lines()
                .map(line -> line.strip().replace("static class", "class"))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Where a class of a sample ends, that of the test may go on. */
    private static String withoutEnd(String sample) {
        return sample.replaceAll("(?m)^}\n", "");
    }
}
