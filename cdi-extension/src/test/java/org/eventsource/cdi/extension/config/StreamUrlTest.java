package org.eventsource.cdi.extension.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUrlTest {

    private final Properties file = new Properties();
    private Map<String, String> environment = Map.of();

    private String url(String key) {
        return urls().ofDeclared(key).url().toString();
    }

    private StreamUrls urls() {
        StandaloneConfiguration configuration = new StandaloneConfiguration(environment, file);
        return new StreamUrls(configuration, new PropertyIndex(configuration.names()));
    }

    private void assertProblem(String key, String message) {
        assertThatThrownBy(() -> url(key))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(message);
    }

    @Test
    void a_plain_key_needs_no_quotes() {
        file.put("eventsource.my-prices_2.url", "http://a/");
        assertThat(url("my-prices_2")).isEqualTo("http://a/");
    }

    @Test
    void the_quoted_form_wins() {
        file.put("eventsource.prices.url", "http://a/");
        file.put("eventsource.\"prices\".url", "http://b/");
        assertThat(url("prices")).isEqualTo("http://b/");
    }

    @Test
    void any_key_can_be_quoted() {
        file.put("eventsource.\"/a b.c\".url", "http://a/");
        assertThat(url("/a b.c")).isEqualTo("http://a/");
    }

    @Test
    void the_default_stream_has_a_property_of_its_own() {
        file.put("eventsource.url", "http://a/");
        assertThat(url("")).isEqualTo("http://a/");
    }

    @Test
    void the_url_of_the_default_stream_is_no_default_for_others() {
        file.put("eventsource.url", "http://a/");
        assertProblem("prices", "no URL for stream \"prices\": set the property eventsource.prices.url");
    }

    @Test
    void a_key_can_be_the_url_itself() {
        assertThat(url("https://a/b?c=d")).isEqualTo("https://a/b?c=d");
    }

    @Test
    void a_property_takes_precedence_over_the_key_itself() {
        file.put("eventsource.\"https://a/b\".url", "http://test/");
        assertThat(url("https://a/b")).isEqualTo("http://test/");
    }

    @Test
    void a_path_is_resolved_against_the_base_url() {
        file.put("eventsource.base-url", "http://a:8080/app/");
        assertThat(url("/prices?x=1")).isEqualTo("http://a:8080/prices?x=1");
    }

    @Test
    void a_configured_path_is_resolved_too() {
        file.put("eventsource.base-url", "http://a:8080");
        file.put("eventsource.prices.url", "/p");
        assertThat(url("prices")).isEqualTo("http://a:8080/p");
    }

    @Test
    void a_key_is_expanded() {
        file.put("host", "a:8080");
        assertThat(url("http://${host}/${path:p}/x")).isEqualTo("http://a:8080/p/x");
    }

    @Test
    void a_default_goes_from_the_first_colon() {
        assertThat(url("${base:http://a:8080}/x")).isEqualTo("http://a:8080/x");
    }

    @Test
    void a_value_may_refer_to_the_environment() {
        environment = Map.of("PRICES_HOST", "a");
        file.put("eventsource.prices.url", "http://${PRICES_HOST}/${prices.host}");
        assertThat(url("prices")).isEqualTo("http://a/a");
    }

    @Test
    void the_environment_is_read_by_the_names_of_microprofile() {
        environment = Map.of("EVENTSOURCE_MY_PRICES_URL", "http://a/");
        assertThat(url("my-prices")).isEqualTo("http://a/");
    }

    @Test
    void the_environment_takes_precedence_over_the_file() {
        environment = Map.of("EVENTSOURCE_PRICES_URL", "http://a/");
        file.put("eventsource.prices.url", "http://b/");
        assertThat(url("prices")).isEqualTo("http://a/");
    }

    @Test
    void a_value_that_cannot_be_expanded_is_a_problem_of_its_property() {
        file.put("eventsource.prices.url", "http://${nowhere}/");
        assertProblem("prices", "eventsource.prices.url: the property nowhere is not set");
    }

    /** A value such as a password may have what looks like an expression. */
    @Test
    void a_value_that_another_one_refers_to_is_not_quoted() {
        environment = Map.of("TOKEN", "ab${s3cret}z");
        file.put("eventsource.prices.url", "http://h/${TOKEN}");
        assertProblem(
                "prices",
                "eventsource.prices.url: the value of the property TOKEN refers to a property that is not set");
    }

    @Test
    void a_value_that_refers_to_itself_is_a_problem() {
        file.put("eventsource.prices.url", "${a}");
        file.put("a", "${b}");
        file.put("b", "${a}");
        assertProblem("prices", "eventsource.prices.url: ${a} refers to itself");
    }

    @Test
    void an_expression_must_end() {
        file.put("eventsource.prices.url", "http://${a/");
        assertProblem("prices", "eventsource.prices.url: ${ is not closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/${}", "http://a/${:x}"})
    void the_property_that_has_a_malformed_expression_is_named(String value) {
        file.put("eventsource.prices.url", "${feed}/${path}");
        file.put("feed", "http://a");
        file.put("path", "${other}");
        file.put("other", value);
        assertProblem(
                "prices",
                "eventsource.prices.url: the property other: the expression ${ at index 9 has no name;"
                        + " write ${name} or ${name:default}");
    }

    @Test
    void a_property_that_a_key_refers_to_and_that_is_malformed_is_named() {
        file.put("feed", "http://${a/");
        assertProblem(
                "${feed}",
                "no URL for stream \"${feed}\": the property feed: ${ is not closed;"
                        + " set the property eventsource.\"${feed}\".url");
    }

    @Test
    void a_path_without_base_url_is_a_problem() {
        assertProblem(
                "/prices",
                "no URL for stream \"/prices\": set the property eventsource.base-url or eventsource.\"/prices\".url");
    }

    @Test
    void a_configured_path_without_base_url_is_a_problem_of_its_property() {
        file.put("eventsource.prices.url", "/p");
        assertProblem(
                "prices",
                "eventsource.prices.url: begins with a slash: "
                        + "give the whole URL, or set the property eventsource.base-url");
    }

    @Test
    void a_key_that_expands_to_no_url_is_named_as_it_is_written() {
        file.put("prices", "ftp://a/");
        assertProblem("${prices}", "stream \"${prices}\": neither http nor https, but ftp");
    }

    @Test
    void a_scheme_that_is_not_of_http_is_a_problem() {
        file.put("eventsource.prices.url", "ftp://a/");
        assertProblem("prices", "eventsource.prices.url: neither http nor https, but ftp");
    }

    @Test
    void a_base_url_that_is_not_absolute_is_a_problem() {
        file.put("eventsource.base-url", "localhost");
        assertProblem("/prices", "eventsource.base-url: not absolute: localhost");
    }

    @Test
    void what_cannot_be_parsed_is_not_quoted() {
        file.put("eventsource.prices.url", "http://user:secret@a/b c");
        assertProblem("prices", "eventsource.prices.url: not a URL: Illegal character in path at index 22");
    }
}
