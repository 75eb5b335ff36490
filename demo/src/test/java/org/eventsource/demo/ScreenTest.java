package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final Paper paper = new Paper();

    @Test
    void beginsALineWithTheLocalTime() {
        var bytes = new ByteArrayOutputStream();
        var screen = new Screen(new PrintStream(bytes, true, UTF_8), ZoneOffset.ofHours(2), false, true, 80);

        screen.line(Instant.parse("2026-01-01T10:01:07Z"), "text");

        assertThat(bytes.toString(UTF_8)).isEqualToNormalizingNewlines("12:01:07  text\n");
    }

    @Test
    void writesNoEscapesWithoutColour() {
        assertThat(paper.plain(80).paint(Ink.RED, "x")).isEqualTo("x");
        assertThat(paper.coloured().paint(Ink.RED, "x")).isEqualTo("\u001b[31mx\u001b[0m");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(paper.plain(80).fit("abcdef", 6)).isEqualTo("abcdef");
        assertThat(paper.plain(80).fit("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(paper.ascii().fit("abcdefg", 6)).isEqualTo("abc...");
    }

    @Test
    void cutsBetweenCharactersOutsideTheBasicPlane() {
        assertThat(paper.plain(80).fit("😀😀😀", 4)).isEqualTo("😀…");
        assertThat(paper.plain(80).fit("😀😀", 4)).isEqualTo("😀😀");
    }

    @Test
    void givesTwoColumnsToWideCharacters() {
        assertThat(paper.plain(80).fit("日本語", 6)).isEqualTo("日本語");
        assertThat(paper.plain(80).fit("日本語", 5)).isEqualTo("日本…");
    }

    @Test
    void takesThePowerFromAStrangersText() {
        assertThat(paper.plain(80).fit("a\u001b[2Jb\nc\u202Ed\ud83d", 80)).isEqualTo("a [2Jb c d ");
    }
}
