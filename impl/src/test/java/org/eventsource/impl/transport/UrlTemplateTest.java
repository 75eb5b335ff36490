package org.eventsource.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

    private static final UrlTemplate TENANT = UrlTemplate.of("https://h/{tenant}/stream");

    private static void assertRefused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @Nested
    class Values {

        @ParameterizedTest
        @CsvSource({
            "EUR, EUR",
            "a b, a%20b",
            "a/b, a%2Fb",
            "../x, ..%2Fx",
            "a\\b, a%5Cb",
            "a?b=c#d, a%3Fb%3Dc%23d",
            "%2e%2e, %252e%252e",
            "a;b=c, a%3Bb%3Dc",
            "a+b&c, a%2Bb%26c",
            "'{tenant}', %7Btenant%7D",
            "${db.password}, %24%7Bdb.password%7D",
            "@evil.example, %40evil.example",
            "é, %C3%A9",
            "\uD83D\uDE00, %F0%9F%98%80",
            "'a\r\nb', a%0D%0Ab",
            "..., ...",
            "A-z_0.9~, A-z_0.9~"
        })
        void stay_within_their_segment(String value, String encoded) {
            assertThat(TENANT.with("tenant", value).url()).hasToString("https://h/" + encoded + "/stream");
        }

        @ParameterizedTest
        @ValueSource(strings = {".", ".."})
        void that_would_lead_to_another_path_are_refused(String value) {
            assertRefused(
                    () -> TENANT.with("tenant", value),
                    "path tenant: with this value a segment of the path is . or .., which leads to another path");
        }

        /** Some servers drop what follows a semicolon before they look for dots. */
        @Test
        void that_would_do_so_before_a_semicolon_are_refused() {
            assertRefused(
                    () -> UrlTemplate.of("https://h/prices/{symbol};v=1/admin").with("symbol", ".."),
                    "path symbol: with this value a segment of the path is . or .., which leads to another path");
        }

        @Test
        void that_would_do_so_together_are_refused() {
            UrlTemplate url = UrlTemplate.of("https://h/{a}{b}/x").with("a", ".");
            assertRefused(
                    () -> url.with("b", "."),
                    "path b: with this value a segment of the path is . or .., which leads to another path");
        }

        @Test
        void that_would_do_so_with_what_is_beside_them_are_refused() {
            UrlTemplate url = UrlTemplate.of("https://h/%2E{a}");
            assertRefused(
                    () -> url.with("a", "."),
                    "path a: with this value a segment of the path is . or .., which leads to another path");
        }

        @Test
        void that_are_empty_are_refused() {
            assertRefused(() -> TENANT.with("tenant", ""), "path tenant: the value is empty");
        }

        @Test
        void that_are_no_text_are_refused() {
            assertRefused(() -> TENANT.with("tenant", "\uD83D"), "path tenant: the value has half of a surrogate pair");
        }

        @Test
        void of_unknown_names_are_refused() {
            assertRefused(
                    () -> TENANT.with("tennant", "a"),
                    "path: the URL does not have the name \"tennant\" in braces; it has {tenant}");
        }

        @Test
        void are_refused_where_there_are_no_names() {
            assertRefused(
                    () -> UrlTemplate.of("https://h/").with("a", "b"),
                    "path: the URL does not have the name \"a\" in braces; it has none");
        }

        @Test
        void given_again_replace_earlier_ones() {
            assertThat(TENANT.with("tenant", "a").with("tenant", "b").url()).hasToString("https://h/b/stream");
        }

        @Test
        void stand_wherever_their_name_does() {
            assertThat(UrlTemplate.of("https://h/{a}/x-{a}.json?{a}".replace("?{a}", "?q"))
                            .with("a", "1")
                            .url())
                    .hasToString("https://h/1/x-1.json?q");
        }

        @Test
        void that_are_missing_are_named() {
            assertRefused(
                    () -> UrlTemplate.of("https://h/{a}/{b}/{c}").with("b", "1").url(),
                    "path: no value for {a}, {c}; call path(name, value) before open()");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://{host}/x",
                "https://h:{port}/x",
                "https://{user}@h/x",
                "{scheme}://h/x",
                "https://h/x?a={b}",
                "https://h/x#{a}",
                "https://h?{a}"
            })
    void braces_stand_in_the_path_only(String url) {
        assertRefused(() -> UrlTemplate.of(url), "url: braces are allowed in the path only");
    }

    @ParameterizedTest
    @CsvSource({"https://h/{a, 10", "https://h/a}, 11", "https://h/{a}}, 13", "https://h/{a{b}, 10"})
    void braces_come_in_pairs(String url, int index) {
        assertRefused(() -> UrlTemplate.of(url), "url: the brace at index " + index + " has no counterpart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/{}", "https://h/{a b}", "https://h/{a:.*}"})
    void names_are_words(String url) {
        assertRefused(
                () -> UrlTemplate.of(url),
                "url: the name in braces at index 10 is not one or more letters, digits, dots, dashes and underscores");
    }

    @Test
    void an_expression_is_no_name() {
        assertRefused(
                () -> UrlTemplate.of("https://h/${a}"),
                "url: ${ at index 10: only annotations and the configuration expand it;"
                        + " write {name} and call path(name, value)");
    }

    @Test
    void what_cannot_be_parsed_beside_braces_is_told_with_its_place() {
        assertRefused(
                () -> UrlTemplate.of("https://h/{a}/b c"),
                "url: cannot be parsed: Illegal character in path at index 15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/{a}", "h/{a}"})
    void a_url_with_braces_is_absolute(String url) {
        assertRefused(() -> UrlTemplate.of(url), "url: not absolute");
    }

    @Nested
    class Paths_on_a_host {

        private static final URI HOST = URI.create("https://user:secret@h:8443/app/?q");

        @ParameterizedTest
        @ValueSource(
                strings = {"/", "/prices", "/prices?x=../..&u=//evil", "/a//b", "/...", "/%41", "/a.b/%C3%A9", "/@me"})
        void are_on_that_host(String path) {
            assertThat(UrlTemplate.onHostOf(HOST, path).url()).hasToString("https://user:secret@h:8443" + path);
        }

        @Test
        void may_have_names() {
            assertThat(UrlTemplate.onHostOf(HOST, "/{a}").with("a", "//evil").url())
                    .hasToString("https://user:secret@h:8443/%2F%2Fevil");
        }

        @ParameterizedTest
        @ValueSource(strings = {"//evil.example/x", "/%2Fevil.example", "/%2fevil.example", "///evil.example"})
        void have_one_slash_at_their_start(String path) {
            assertRefused(
                    () -> UrlTemplate.onHostOf(HOST, path),
                    "url: the path begins with two slashes, which lead to another host");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/\\evil.example/x",
                    "/%5Cevil.example",
                    "/%5cevil.example",
                    "/\t/evil.example",
                    "/\n/evil.example",
                    "/%09/evil.example",
                    "/%0d%0aX: y",
                    "/a\\..\\b",
                    "/a/b%00"
                })
        void have_no_backslash_and_no_control_character(String path) {
            assertRefused(
                    () -> UrlTemplate.onHostOf(HOST, path), "url: the path has a backslash or a control character");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/../x",
                    "/a/../../x",
                    "/a/..",
                    "/./a",
                    "/%2e%2e/x",
                    "/%2E./x",
                    "/a/.%2e",
                    "/a%2F..%2F..%2Fx",
                    "/..?x",
                    "/prices/..;/admin",
                    "/prices/..%3B/admin",
                    "/%2e%2e;v=1/admin",
                    "/.;"
                })
        void have_no_segments_of_dots(String path) {
            assertRefused(
                    () -> UrlTemplate.onHostOf(HOST, path),
                    "url: the path has a segment . or .., which leads to another path");
        }

        @Test
        void are_told_their_own_place_of_what_cannot_be_parsed() {
            assertRefused(
                    () -> UrlTemplate.onHostOf(HOST, "/{a}/b c"),
                    "url: cannot be parsed: Illegal character in path at index 6");
        }
    }
}
