package org.eventsource.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
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

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        ForeignText.of(failure).printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void an_exception_whose_texts_are_visible_is_logged_itself() {
        Exception failure = new IllegalStateException("a", new IOException("b"));
        failure.addSuppressed(new IOException());

        assertThat(ForeignText.of(failure)).isSameAs(failure);
    }

    @Test
    void an_exception_is_logged_with_its_class_a_safe_message_and_its_stack_trace() {
        Exception failure = new IOException("\u001B[2J" + "x".repeat(5_000_000));

        assertThat(printed(failure))
                .startsWith("java.io.IOException: \\u001B[2Jxxx")
                .contains("x... (5000025 characters)")
                .contains("at org.eventsource.spi.ForeignTextTest.an_exception_is_logged_with")
                .hasSizeLessThan(20_000);
    }

    @Test
    void an_exception_is_logged_with_safe_messages_of_its_causes_and_of_what_it_suppressed() {
        Exception failure = new IllegalStateException("a", new IOException("cause\n2026-01-01 INFO forged"));
        failure.addSuppressed(new IOException("suppressed\rforged"));

        assertThat(printed(failure))
                .contains("Caused by: java.io.IOException: cause\\u000A2026-01-01 INFO forged")
                .contains("Suppressed: java.io.IOException: suppressed\\u000Dforged");
    }

    @Test
    void an_exception_whose_causes_form_a_circle_is_logged() {
        IllegalStateException failure = new IllegalStateException("a\nb");
        failure.initCause(new IOException("c\nd", failure));

        assertThat(printed(failure)).contains("a\\u000Ab").contains("Caused by: java.io.IOException: c\\u000Ad");
    }

    @Test
    void an_exception_without_a_readable_text_is_logged_with_its_class() {
        Exception failure = new IOException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };

        assertThat(printed(new IllegalStateException("a\nb", failure)))
                .contains("Caused by: " + failure.getClass().getName());
    }

    @Test
    void an_exception_whose_text_recurses_is_logged_with_its_class() {
        Exception failure = new IOException() {
            @Override
            public String toString() {
                return "a " + this;
            }
        };

        assertThat(printed(failure)).startsWith(failure.getClass().getName());
    }

    @Test
    void an_exception_with_very_many_causes_is_logged_with_the_first_ones() {
        Exception failure = new IOException("cause 0");
        for (int number = 1; number < 20_000; number++) {
            failure = new IOException("cause " + number, failure);
        }

        assertThat(printed(failure)).contains("cause 19999", "cause 19901").doesNotContain("cause 19000");
    }

    @Test
    void an_exception_that_suppressed_very_many_is_logged_with_the_first_ones() {
        Exception failure = new IOException("a");
        for (int number = 0; number < 20_000; number++) {
            failure.addSuppressed(new IOException("suppressed " + number));
        }

        assertThat(printed(failure)).contains("suppressed 90").doesNotContain("suppressed 1000");
    }

    /** CXF writes such messages. */
    @Test
    void an_exception_is_logged_without_the_secrets_of_urls() {
        Exception failure = new IllegalStateException(new IOException(
                "IOException invoking https://user:s3c@ret@h:1/x?token=s3cret: reset by http://h/y#s3cret"));

        assertThat(printed(failure))
                .contains("java.io.IOException: IOException invoking https://h:1/x reset by http://h/y")
                .doesNotContain("s3c");
    }

    @ParameterizedTest
    @CsvSource({
        "unsupported URI http://user:s3cret?x@h/, unsupported URI http://…",
        "unsupported URI http://user:s3cret/x@h/, unsupported URI http://…",
        "no scheme in //user:s3cret@h/x, no scheme in //h/x",
        "No suitable driver found for jdbc:sqlserver://h:1433;user=sa;password=s3cret, No suitable driver found for jdbc:sqlserver:…",
        "no connection to jdbc:oracle:thin:scott/s3cret@//h, no connection to jdbc:oracle:…",
        "no connection to 'jdbc:h2:mem:x;PASSWORD=s3cret', no connection to 'jdbc:h2:…"
    })
    void a_message_is_shown_without_the_secrets_of_urls(String message, String shown) {
        assertThat(ForeignText.message(message)).isEqualTo(shown);
        assertThat(printed(new IOException(message))).contains(shown).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlserver://h:1433;user=sa;password=s3cret, jdbc:sqlserver:…",
        "jdbc:oracle:thin:scott/s3cret@h:1521:x, jdbc:oracle:…",
        "jdbc:h2:mem:x;PASSWORD=s3 cret, jdbc:h2:…",
        "JDBC:h2:mem:x;PASSWORD=s3cret, JDBC:h2:…",
        "'${db:jdbc:h2:mem:x;PASSWORD=s3cret}', ${db:jdbc:h2:…",
        "jdbc:postgresql://h/x?password=s3cret, jdbc:postgresql:…",
        "http://me:s3cret@h/x?token=s3cret&db=jdbc:h2:mem:x, http://h/x",
        "jdbc:other-driver:x;password=s3cret, jdbc:other-driver:…",
        "jdbc/orders, jdbc/orders",
        "java:comp/env/jdbc:orders, java:comp/env/jdbc:orders",
        "jdbc, jdbc"
    })
    void a_URL_of_JDBC_is_shown_with_the_name_of_its_driver(String url, String shown) {
        assertThat(ForeignText.url(url)).isEqualTo(shown);
        assertThat(ForeignText.url(shown)).isEqualTo(shown);
    }

    /** A token as a password is often longer than what is shown of a URL. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "?", "#"})
    void a_long_user_info_is_not_shown(String character) {
        String message = "no answer from https://user:s3cret" + character + "s3cret".repeat(200) + "@h/x";

        assertThat(ForeignText.message(message)).isEqualTo("no answer from https:…");
    }

    @Test
    void a_long_url_without_user_info_is_shown() {
        assertThat(ForeignText.message("no answer from https://h/x?" + "q".repeat(2000)))
                .isEqualTo("no answer from https://h/x");
    }

    /** The JDK quotes a URL whole if it cannot parse it. */
    @ParameterizedTest
    @CsvSource({
        "http://user:s3 cret@h/x, http://h/x",
        "http://h/a b?token=s3cret, http://h/a b",
        "http://h/x?q=a b&token=s3cret, http://h/x"
    })
    void a_malformed_url_is_shown_without_its_secrets(String url, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> URI.create(url))
                .satisfies(e -> assertThat(ForeignText.message(e.getMessage()))
                        .startsWith("Illegal character in ")
                        .endsWith(": " + shown)
                        .doesNotContain("s3", "cret"));
    }
}
