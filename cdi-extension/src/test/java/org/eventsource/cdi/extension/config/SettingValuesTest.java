package org.eventsource.cdi.extension.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.eventsource.Redirects;
import org.eventsource.TransportKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingValuesTest {

    @ParameterizedTest
    @CsvSource({"10s, PT10S", "500ms, PT0.5S", "2m, PT2M", "1h, PT1H", "0s, PT0S", "PT1M30S, PT1M30S", "P1D, P1D"})
    void durations_are_written_for_people_or_as_iso_8601(String text, Duration duration) {
        assertThat(SettingValues.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "-1s", "PT-1S", "ten seconds", "1s500ms", "9999999999999999s"})
    void other_texts_are_no_durations(String text) {
        assertThatThrownBy(() -> SettingValues.duration(text))
                .hasMessage("not a duration such as 10s, 500ms, 2m or PT1H");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "65536, 65536", "64KiB, 65536", "16MiB, 16777216", "16 MiB, 16777216", "1073741824, 1073741824"
    })
    void sizes_are_bytes_unless_they_have_a_unit(String text, int bytes) {
        assertThat(SettingValues.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2048MiB", "2147483648", "9999999999MiB", "16MB", "big"})
    void other_texts_are_no_sizes(String text) {
        assertThatThrownBy(() -> SettingValues.size(text))
                .hasMessage("not a size in bytes such as 65536, 64KiB or 16MiB");
    }

    @Test
    void numbers_and_sizes_may_be_zero_where_zero_turns_something_off() {
        assertThat(SettingValues.count("0")).isZero();
        assertThat(SettingValues.count("5")).isEqualTo(5);
        assertThat(SettingValues.sizeFromZero("0")).isZero();
        assertThat(SettingValues.sizeFromZero("64KiB")).isEqualTo(65_536);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "many", "9999999999"})
    void other_texts_are_no_numbers(String text) {
        assertThatThrownBy(() -> SettingValues.count(text)).hasMessage("not a number such as 5");
    }

    @Test
    void statuses_are_a_list() {
        assertThat(SettingValues.statuses("429, 503")).containsExactly(429, 503);
    }

    @Test
    void no_statuses_are_a_word_as_an_empty_value_is_none() {
        assertThat(SettingValues.statuses("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"399", "600", "503,", "5xx"})
    void other_texts_are_no_statuses(String text) {
        assertThatThrownBy(() -> SettingValues.statuses(text))
                .hasMessage("not a list of statuses from 400 to 599 such as 429,503, or none");
    }

    /** The class path of these tests contains no Jakarta REST client. */
    @Test
    void the_transport_rest_wants_a_client() {
        assertThatThrownBy(() -> SettingValues.transport("rest"))
                .hasMessageStartingWith(
                        "rest, but no Jakarta REST client can be made; add one to the class path, or write auto: ");
    }

    @Test
    void a_transport_is_named_in_any_case() {
        assertThat(SettingValues.transport("jdk")).isEqualTo(TransportKind.JDK);
        assertThatThrownBy(() -> SettingValues.transport("udp")).hasMessage("not auto, rest or jdk");
    }

    @Test
    void redirects_are_named_in_any_case() {
        assertThat(SettingValues.redirects("never")).isEqualTo(Redirects.NEVER);
        assertThat(SettingValues.redirects("Same-Origin")).isEqualTo(Redirects.SAME_ORIGIN);
        assertThat(SettingValues.redirects("always")).isEqualTo(Redirects.ALWAYS);
        assertThatThrownBy(() -> SettingValues.redirects("same_origin")).hasMessage("not never, same-origin or always");
    }

    @Test
    void a_truth_is_true_or_false() {
        assertThat(SettingValues.truth("TRUE")).isTrue();
        assertThatThrownBy(() -> SettingValues.truth("yes")).hasMessage("not true or false");
    }
}
