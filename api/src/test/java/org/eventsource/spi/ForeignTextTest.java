package org.eventsource.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sent, as logs and messages print it. */
class ForeignTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "tick", "text/event-stream; charset=\"x,y\"", "größer 100 €", "価格", "\uD83D\uDE00"})
    void a_visible_text_is_printed_as_it_is(String text) {
        assertThat(ForeignText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1B, \\u001B",
        "0x0A, \\u000A",
        "0x0D, \\u000D",
        "0x00, \\u0000",
        "0x7F, \\u007F",
        "0x9B, \\u009B",
        "0x2028, \\u2028",
        "0x202E, \\u202E",
        "0x200B, \\u200B",
        "0xD800, \\uD800",
        "0xE000, \\uE000",
        "0xE0001, \\uDB40\\uDC01",
        "0x5C, \\\\"
    })
    void what_is_invisible_or_ambiguous_is_escaped(String character, String escaped) {
        assertThat(ForeignText.of("a" + Character.toString(Integer.decode(character)) + "b"))
                .isEqualTo("a" + escaped + "b");
    }

    @Test
    void two_hundred_characters_are_printed_whole() {
        assertThat(ForeignText.of("x".repeat(200))).isEqualTo("x".repeat(200));
    }

    @Test
    void more_is_cut_and_the_length_is_added() {
        assertThat(ForeignText.of("x".repeat(5_000_000))).isEqualTo("x".repeat(200) + "... (5000000 characters)");
    }

    @Test
    void escapes_count_as_what_they_print() {
        assertThat(ForeignText.of("\u001B".repeat(1000))).isEqualTo("\\u001B".repeat(33) + "... (1000 characters)");
    }

    @Test
    void no_character_is_cut_in_half() {
        assertThat(ForeignText.of("x".repeat(199) + "\uD83D\uDE00"))
                .isEqualTo("x".repeat(199) + "... (201 characters)");
    }
}
