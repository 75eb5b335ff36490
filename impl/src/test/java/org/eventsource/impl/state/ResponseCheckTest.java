package org.eventsource.impl.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ObjectAssert;
import org.eventsource.ErrorKind;
import org.eventsource.Redirects;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response means. */
class ResponseCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final URI URL = URI.create("https://example.org/a/stream?x=1");

    private static Request asking(URI uri, String lastEventId) {
        return new Request(uri, Map.of(), lastEventId, true);
    }

    /** A response with names and values of headers. A bar separates the values of several headers with one name. */
    private static Response response(int status, String... namesAndValues) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1].split("\\|", -1)));
        }
        return Response.of(status, headers);
    }

    private static Verdict check(Response response) {
        return new ResponseCheck(Set.of(), Set.of(), Redirects.ALWAYS).check(response, asking(URL, ""), 0, false, NOW);
    }

    private static Verdict checkWhileStarting(Response response) {
        return new ResponseCheck(Set.of(), Set.of(), Redirects.ALWAYS).check(response, asking(URL, ""), 0, true, NOW);
    }

    private static Verdict checkReconnectingOn(int status, Response response) {
        return new ResponseCheck(Set.of(status), Set.of(), Redirects.ALWAYS)
                .check(response, asking(URL, ""), 0, false, NOW);
    }

    private static ObjectAssert<Verdict.Refuse> assertRefused(Verdict verdict) {
        return assertThat(verdict).asInstanceOf(type(Verdict.Refuse.class));
    }

    private static Verdict refusal(ErrorKind kind, String reason, int status) {
        return new Verdict.Refuse(Failure.of(kind, reason, status));
    }

    @Nested
    class A_200 {

        /** Each coding as several headers, separated by a bar. */
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "gzip;gzip",
                    "X-GZIP;x-gzip",
                    "br;br",
                    "' zstd ';zstd",
                    "deflate, gzip;deflate, gzip",
                    "gzip, none;gzip",
                    "none,gzip;gzip",
                    "identity|dcb;dcb",
                    "|utf-8|dcz;dcz",
                    "compress;compress"
                })
        void in_a_coding_is_no_stream_and_says_which(String codings, String coding) {
            assertThat(check(coded(codings)))
                    .isEqualTo(refusal(
                            ErrorKind.CONTENT,
                            "the server answered with content encoding " + coding
                                    + ", which this client does not decode",
                            200));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "identity",
                    "Identity",
                    " ",
                    "none",
                    "utf-8",
                    "chunked",
                    "UTF8",
                    "binary, 8bit",
                    "none|identity",
                    "||",
                    ",,",
                    "gzipped",
                    "\"gzip\"",
                    "gzip;q=0"
                })
        void in_what_is_no_coding_is_a_stream(String codings) {
            assertThat(check(coded(codings))).isEqualTo(new Verdict.Accept());
        }

        private Response coded(String codings) {
            return response(200, "content-encoding", codings, "content-type", "text/event-stream");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/event-stream",
                    "TEXT/Event-Stream",
                    "text/event-stream;charset=utf-8",
                    "text/event-stream; charset=iso-8859-1",
                    "text/event-stream ; a=b; c=\"d;e\"",
                    " text/event-stream\t",
                    "text/event-stream;",
                    "text/event-stream;;;",
                    "text/event-stream; charset=\"x,y\"",
                    "text/event-stream; charset=\"x\\\",text/plain\"",
                    "text/event-stream; charset=\"x,text/plain",
                    ", text/event-stream",
                    "text/event-stream,",
                    "application/json, text/event-stream; charset=utf-8",
                    "text/event-stream, charset=utf-8",
                    "text/event-stream, */*",
                    "text/event-stream, */*;q=0.1",
                    "text/event-stream, text/ html, /x, x/, text/pl@in",
                    "text/event-stream|text/event-stream",
                    "application/json|text/event-stream",
                    "text/event-stream|",
                    "|text/event-stream",
                    "text/event-stream|nonsense"
                })
        void with_the_right_type_is_a_stream(String contentTypes) {
            assertThat(check(response(200, "content-type", contentTypes))).isEqualTo(new Verdict.Accept());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "text/event-streams",
                    "text/event-stream+json",
                    "text/event-stream x",
                    "text /event-stream",
                    "text/ event-stream",
                    "\"text/event-stream\"",
                    "*/*",
                    "nonsense",
                    "application/json; a=text/event-stream",
                    "application/json; a=\"x,text/event-stream\"",
                    "application/json; a=\"x,text/event-stream",
                    "text/event-stream, text/plain",
                    "text/event-stream|application/json",
                    "text/event-stream;x=\"|application/json|\", text/plain"
                })
        void with_another_type_is_none_and_says_which(String contentTypes) {
            assertThat(check(response(200, "Content-Type", contentTypes)))
                    .isEqualTo(refusal(
                            ErrorKind.CONTENT,
                            "the server answered with content type " + contentTypes.replace("|", ", ")
                                    + " instead of text/event-stream",
                            200));
        }

        @Test
        void with_an_empty_type_is_none() {
            assertThat(check(response(200, "Content-Type", "")))
                    .isEqualTo(refusal(
                            ErrorKind.CONTENT,
                            "the server answered without a content type instead of with text/event-stream",
                            200));
        }

        @Test
        void without_a_type_is_none() {
            assertThat(check(response(200)))
                    .isEqualTo(refusal(
                            ErrorKind.CONTENT,
                            "the server answered without a content type instead of with text/event-stream",
                            200));
        }

        @Test
        void of_another_type_is_tried_again_in_grace_as_it_may_be_a_maintenance_page() {
            assertThat(checkWhileStarting(response(200, "Content-Type", "text/html", "Retry-After", "7")))
                    .isEqualTo(new Verdict.Retry(
                            Failure.of(
                                    ErrorKind.CONTENT,
                                    "the server answered with content type text/html instead of text/event-stream",
                                    200),
                            Optional.of(Duration.ofSeconds(7))));
        }

        @Test
        void of_another_type_says_how_long_the_server_wants_to_be_left_alone() {
            assertRefused(check(response(200, "Content-Type", "text/html", "Retry-After", "7")))
                    .extracting(Verdict.Refuse::after)
                    .isEqualTo(Optional.of(Duration.ofSeconds(7)));
        }
    }

    @Nested
    class A_refusal_of_the_last_event_id {

        private final ResponseCheck check = new ResponseCheck(Set.of(), Set.of(), Redirects.ALWAYS);

        private Verdict check(int status, String id, String... headers) {
            return check.check(response(status, headers), asking(URL, id), 0, false, NOW);
        }

        @ParameterizedTest
        @CsvSource({"413, 1", "413, 9000", "431, 1", "431, 9000", "400, 1025", "400, 9000"})
        void is_tried_again_without_it(int status, int length) {
            assertThat(check(status, "x".repeat(length)))
                    .isEqualTo(new Verdict.RetryWithoutId(
                            Failure.of(
                                    ErrorKind.STATUS,
                                    "the server answered " + status + "; the last event id may be too long for it",
                                    status),
                            Optional.empty()));
        }

        @Test
        void is_tried_again_when_the_server_asks_for_it() {
            assertThat(check(413, "7", "Retry-After", "9"))
                    .isEqualTo(new Verdict.RetryWithoutId(
                            Failure.of(
                                    ErrorKind.STATUS,
                                    "the server answered 413; the last event id may be too long for it",
                                    413),
                            Optional.of(Duration.ofSeconds(9))));
        }

        @Test
        void of_long_characters_is_tried_again_without_it() {
            assertThat(check(400, "é".repeat(513))).isInstanceOf(Verdict.RetryWithoutId.class);
        }

        @ParameterizedTest
        @CsvSource({"413, 0", "431, 0", "400, 0", "400, 1024", "414, 9000", "404, 9000", "500, 9000"})
        void is_not_the_reason_of_others(int status, int length) {
            assertRefused(check(status, "x".repeat(length)));
        }
    }

    @Nested
    class Another_status {

        @ParameterizedTest
        @ValueSource(ints = {101, 201, 202, 205, 206, 300, 304, 305, 306, 400, 401, 403, 404, 410, 429, 500, 503, 599})
        void is_the_end(int status) {
            assertThat(check(
                            response(status, "Content-Type", "text/event-stream", "Location", "/", "Retry-After", "1")))
                    .isEqualTo(new Verdict.Refuse(
                            Failure.of(ErrorKind.STATUS, "the server answered " + status, status),
                            Optional.of(Duration.ofSeconds(1))));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void that_is_204_says_that_the_server_wants_no_more_requests(boolean inGrace) {
            assertThat(inGrace ? checkWhileStarting(response(204)) : check(response(204)))
                    .isEqualTo(new Verdict.End(Failure.of(ErrorKind.STATUS, "the server answered 204", 204)));
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 102, 103, 199})
        void before_the_final_one_says_what_to_do(int status) {
            assertThat(check(response(status)))
                    .isEqualTo(refusal(
                            ErrorKind.STATUS,
                            "the server answered " + status + ": this HTTP client does not wait for the final response;"
                                    + " TransportKind.JDK does",
                            status));
        }

        @Test
        void is_tried_again_if_the_application_says_so() {
            assertThat(checkReconnectingOn(503, response(503)))
                    .isEqualTo(new Verdict.Retry(
                            Failure.of(ErrorKind.STATUS, "the server answered 503", 503), Optional.empty()));
        }

        @Test
        void is_the_end_if_the_application_named_others_only() {
            assertRefused(checkReconnectingOn(503, response(502)));
        }

        @Test
        void is_tried_again_after_what_the_server_asks_for() {
            assertThat(checkReconnectingOn(429, response(429, "retry-after", "7")))
                    .isEqualTo(new Verdict.Retry(
                            Failure.of(ErrorKind.STATUS, "the server answered 429", 429),
                            Optional.of(Duration.ofSeconds(7))));
        }

        @Test
        void is_tried_again_at_the_date_the_server_asks_for() {
            assertThat(checkReconnectingOn(429, response(429, "Retry-After", "Sun, 22 Nov 2026 09:00:07 GMT")))
                    .isEqualTo(new Verdict.Retry(
                            Failure.of(ErrorKind.STATUS, "the server answered 429", 429),
                            Optional.of(Duration.ofSeconds(7))));
        }

        @Test
        void is_tried_again_though_what_the_server_asks_for_is_garbage() {
            assertThat(checkReconnectingOn(429, response(429, "Retry-After", "later")))
                    .isEqualTo(new Verdict.Retry(
                            Failure.of(ErrorKind.STATUS, "the server answered 429", 429), Optional.empty()));
        }

        @Test
        void is_tried_again_when_the_server_says_when_and_that_is_enough() {
            ResponseCheck check = new ResponseCheck(Set.of(), Set.of(503), Redirects.ALWAYS);

            assertThat(check.check(response(503, "Retry-After", "7"), asking(URL, ""), 0, false, NOW))
                    .isInstanceOf(Verdict.Retry.class);
            assertRefused(check.check(response(503), asking(URL, ""), 0, false, NOW));
            assertRefused(check.check(response(503, "Retry-After", "later"), asking(URL, ""), 0, false, NOW));
            assertRefused(check.check(response(502, "Retry-After", "7"), asking(URL, ""), 0, false, NOW));
        }

        @ParameterizedTest
        @ValueSource(ints = {404, 500, 502, 503, 599})
        void of_a_server_that_may_be_starting_is_tried_again(int status) {
            assertThat(checkWhileStarting(response(status))).isInstanceOf(Verdict.Retry.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 401, 403, 410, 429, 499})
        void that_a_starting_server_does_not_answer_is_the_end(int status) {
            assertRefused(checkWhileStarting(response(status)));
        }
    }

    @Nested
    class A_redirect {

        private static Verdict redirect(URI from, int redirects, String location) {
            return new ResponseCheck(Set.of(), Set.of(), Redirects.ALWAYS)
                    .check(response(302, "Location", location), asking(from, ""), redirects, false, NOW);
        }

        private static Verdict redirect(String location) {
            return redirect(URL, 0, location);
        }

        private static Verdict follow(Redirects redirects, String location) {
            return new ResponseCheck(Set.of(), Set.of(), redirects)
                    .check(response(307, "Location", location), asking(URL, ""), 0, false, NOW);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/b", "https://example.org/b", "https://elsewhere.example.org/", "garbage:"})
        void is_not_followed_where_none_are(String location) {
            assertThat(follow(Redirects.NEVER, location))
                    .isEqualTo(refusal(
                            ErrorKind.REDIRECT,
                            "the server answered 307, and redirects are not followed (followRedirects)",
                            307));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://elsewhere.example.org/b",
                    "https://example.org:8443/b",
                    "//169.254.169.254/latest",
                    "https://example.org.example.com/"
                })
        void is_not_followed_to_another_origin_where_only_the_own_one_is(String location) {
            assertThat(follow(Redirects.SAME_ORIGIN, location))
                    .asInstanceOf(type(Verdict.Refuse.class))
                    .extracting(refuse -> refuse.failure().reason())
                    .asString()
                    .startsWith("the server redirected to another origin, https://");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/b", "?y", "https://example.org/b", "https://EXAMPLE.org:443/b"})
        void is_followed_within_the_origin_where_only_that_is(String location) {
            assertThat(follow(Redirects.SAME_ORIGIN, location)).isInstanceOf(Verdict.Redirect.class);
        }

        private static Verdict to(String url) {
            return to(302, url);
        }

        private static Verdict to(int status, String url) {
            return new Verdict.Redirect(status, URI.create(url));
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void leads_elsewhere(int status) {
            assertThat(check(response(status, "location", "https://elsewhere.org/")))
                    .isEqualTo(to(status, "https://elsewhere.org/"));
        }

        @ParameterizedTest
        @CsvSource({
            "https://elsewhere.org/b, https://elsewhere.org/b",
            "HTTPS://Elsewhere.org/b, HTTPS://Elsewhere.org/b",
            "//elsewhere.org/b, https://elsewhere.org/b",
            "/b, https://example.org/b",
            "b, https://example.org/a/b",
            "../b, https://example.org/b",
            "?y=2, https://example.org/a/stream?y=2",
            "b?y=%20#part, https://example.org/a/b?y=%20#part",
            "' /b ', https://example.org/b"
        })
        void may_be_relative(String location, String target) {
            assertThat(redirect(location)).isEqualTo(to(target));
        }

        @Test
        void may_be_relative_to_a_url_without_a_path() {
            assertThat(redirect(URI.create("http://example.org:8080"), 0, "b"))
                    .isEqualTo(to("http://example.org:8080/b"));
            assertThat(redirect(URI.create("http://example.org:8080?x=1"), 0, "?y=2"))
                    .isEqualTo(to("http://example.org:8080?y=2"));
        }

        @Test
        void is_followed_the_twentieth_time() {
            assertThat(redirect(URL, 19, "/b")).isEqualTo(to("https://example.org/b"));
        }

        @Test
        void is_not_followed_the_twenty_first_time() {
            assertThat(redirect(URL, 20, "/b")).isEqualTo(refusal(ErrorKind.REDIRECT, "more than 20 redirects", 302));
        }

        @Test
        void from_http_to_https_is_followed() {
            assertThat(redirect(URI.create("http://example.org/"), 0, "https://example.org/"))
                    .isEqualTo(to("https://example.org/"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://example.org/b", "HTTP://example.org/b"})
        void from_https_to_http_is_not_followed(String location) {
            assertThat(redirect(location))
                    .isEqualTo(refusal(
                            ErrorKind.REDIRECT,
                            "the server redirected from https to http://example.org, which is not secure",
                            302));
        }

        @Test
        void that_is_not_secure_says_so_without_the_target_s_secrets() {
            assertRefused(redirect("http://user:password@example.org/b?token=secret"))
                    .extracting(refuse -> refuse.failure().reason())
                    .asString()
                    .doesNotContain("password", "secret");
        }

        @ParameterizedTest
        @CsvSource(
                delimiterString = " | ",
                value = {
                    "ftp://example.org/ | neither http nor https, but ftp",
                    "file:///etc/passwd | neither http nor https, but file",
                    "mailto:a@example.org | neither http nor https",
                    "http:b | without a host",
                    "https:///b | without a host",
                    "https://my_host/ | \"my_host\" is no host name: a name has letters of ASCII, digits, dots and"
                            + " dashes, and no underscore; IDN.toASCII encodes other letters",
                    "https://example.org:65536/ | no such port: 65536"
                })
        void to_where_no_source_can_be_opened_is_not_followed(String location, String reason) {
            assertThat(redirect(location))
                    .isEqualTo(refusal(
                            ErrorKind.REDIRECT,
                            "the server redirected to a URL that cannot be followed: " + reason,
                            302));
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://[", "http://h%/", ":", "https://"})
        void to_garbage_is_not_followed(String location) {
            assertThat(redirect(location))
                    .isEqualTo(refusal(ErrorKind.REDIRECT, "the server redirected to what is not a URL", 302));
        }

        @Test
        void to_a_blank_is_not_followed() {
            assertThat(redirect(" "))
                    .isEqualTo(refusal(ErrorKind.REDIRECT, "the server answered 302 without a location", 302));
        }

        @Test
        void to_different_places_is_not_followed() {
            assertThat(redirect("/one|/two"))
                    .isEqualTo(refusal(ErrorKind.REDIRECT, "the server answered 302 with different locations", 302));
        }

        @Test
        void may_be_said_twice() {
            assertThat(redirect("/one|/one")).isEqualTo(redirect("/one"));
        }

        @Test
        void may_have_a_space() {
            assertThat(redirect("a b")).isEqualTo(redirect("a%20b"));
        }

        @Test
        void to_nowhere_is_not_followed() {
            assertThat(check(response(307)))
                    .isEqualTo(refusal(ErrorKind.REDIRECT, "the server answered 307 without a location", 307));
        }

        @Test
        void that_leads_nowhere_is_the_end_also_while_the_server_may_be_starting() {
            assertRefused(checkWhileStarting(response(302)));
        }
    }
}
