package org.eventsource.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps docs/conformance.md to what the cases say. */
class ConformanceDocumentTest {

    private static final List<Case> CASES = CaseFiles.read();
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "conformance.md");
    private static final Pattern WPT = Pattern.compile("wpt:([A-Za-z0-9-]+)");
    private static final Pattern CLAUSE = Pattern.compile("(?<=[(` ])#[a-z-]+(?=[)` ,])");

    @Test
    void listsEveryDifferenceAndNoOther() throws IOException {
        List<String> listed = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| differs-from: ") || line.startsWith("| not-on: "))
                .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(new Differences(CASES).lines());
    }

    @Test
    void namesEveryTestOfTheWebPlatformThatACaseCites() throws IOException {
        assertThat(found(WPT, Files.readString(DOCUMENT)))
                .containsExactlyInAnyOrderElementsOf(found(WPT, cited("wpt:")));
    }

    @Test
    void namesEveryClauseThatACaseCites() throws IOException {
        assertThat(found(CLAUSE, Files.readString(DOCUMENT)))
                .containsExactlyInAnyOrderElementsOf(found(CLAUSE, " " + cited("#") + " "));
    }

    private static String cited(String prefix) {
        return CASES.stream()
                .flatMap(play -> play.cites().stream())
                .filter(cite -> cite.startsWith(prefix))
                .collect(Collectors.joining(" "));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
