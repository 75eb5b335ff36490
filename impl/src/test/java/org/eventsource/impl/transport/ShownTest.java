package org.eventsource.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prices",
                "/prices",
                "/users/@me",
                "https://h:8443/a/b",
                "https://h/users/@me",
                "${host}/x",
                "http://[::1]:80/",
                "",
                "é"
            })
    void what_is_no_secret_is_whole(String text) {
        assertThat(Shown.of(text)).isEqualTo(text);
        assertThat(Shown.isWhole(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:s3cret@h/x, https://h/x",
        "https://s3cret@h/x, https://h/x",
        "https://user:s3@cret@h/x, https://h/x",
        "https://user:s3/cret@h/x, https://…",
        "https://user:s3?cret@h/x, https://…",
        "https://user:s3#cret@h/x, https://…",
        "https:/user:s3cret@h/x, https:/h/x",
        "https:///user:s3cret@h/x, https:///h/x",
        "user:s3cret@h/x, h/x",
        "user:s3/cret@h/x, …",
        "//user:s3cret@h/x, //h/x",
        "https://h/x?token=s3cret, https://h/x",
        "https://h/x#s3cret, https://h/x",
        "https://h?token=s3cret@x, https://h",
        "/prices?token=s3cret, /prices",
        "prices?token=s3cret, prices",
        "https://proxy/https://user:s3cret@h/, https://proxy/https://h/",
        "'${a:https://user:s3cret@h/x?t=s3cret}', ${a:https://h/x"
    })
    void what_may_be_secret_is_not(String text, String shown) {
        assertThat(Shown.of(text)).isEqualTo(shown);
        assertThat(Shown.isWhole(text)).isFalse();
    }

    @Test
    void it_is_one_line() {
        assertThat(Shown.of("a\r\nWARNING b")).isEqualTo("a\\u000D\\u000AWARNING b");
    }

    @Test
    void it_is_cut() {
        assertThat(Shown.of("a".repeat(1000))).hasSizeLessThan(300);
    }
}
