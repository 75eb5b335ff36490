package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.glassfish.jersey.client.ClientConfig;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments that a builder accepts and rejects, and the source that it creates. */
class SourceBuilderTest {

    private final EventSource.Builder builder = EventSource.builder("https://example.org/prices");

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Nested
    class Urls {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/prices | url: not absolute: /prices",
                    "prices | url: not absolute: prices",
                    "//example.org/prices | url: not absolute: /prices",
                    "ftp://example.org/ | url: neither http nor https, but ftp",
                    "file:/etc/passwd | url: neither http nor https, but file",
                    "mailto:a@example.org | url: neither http nor https",
                    "http:/prices | url: without a host",
                    "http:prices | url: without a host",
                    "http:///prices | url: without a host",
                    "http://user:secret@my_host:80/ | url: \"my_host:80\" is no host name: a name has letters of ASCII, "
                            + "digits, dots and dashes, and no underscore; IDN.toASCII encodes other letters",
                    "http://user:sec/ret@example.org/ | url: what is there is no host name: a name has letters of ASCII, "
                            + "digits, dots and dashes, and no underscore; IDN.toASCII encodes other letters",
                    "user:secret@example.org/ | url: neither http nor https",
                    "secret@example.org/ | url: not absolute: example.org/",
                    "http://example.org:65536/ | url: no such port: 65536"
                })
        void that_lead_nowhere_are_refused(String url, String message) {
            assertRefused(() -> EventSource.builder(url), message);
            assertRefused(() -> EventSource.builder(URI.create(url)), message);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://exa mple.org/",
                    "http://[",
                    "ht tp://example.org",
                    "http://example.org/%zz",
                    "http://"
                })
        void that_cannot_be_parsed_are_refused(String url) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventSource.builder(url))
                    .withMessageStartingWith("url: cannot be parsed: ");
        }

        @Test
        void are_not_quoted_where_they_may_hold_a_password() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventSource.builder("http://user:pass word@example.org/"))
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("word"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTTPS://example.org", "http://127.0.0.1:8080/a?b#c", "http://[::1]/"})
        void of_http_are_taken(String url) {
            assertThatNoException().isThrownBy(() -> EventSource.builder(url));
        }
    }

    @Nested
    class Numbers {

        @Test
        void that_are_negative_durations_are_refused() {
            Duration time = Duration.ofNanos(-1);

            assertRefused(() -> builder.reconnectionTime(time), "reconnectionTime: negative: PT-0.000000001S");
            assertRefused(() -> builder.maxReconnectionTime(time), "maxReconnectionTime: negative: PT-0.000000001S");
            assertRefused(() -> builder.connectTimeout(time), "connectTimeout: negative: PT-0.000000001S");
            assertRefused(() -> builder.idleTimeout(time), "idleTimeout: negative: PT-0.000000001S");
            assertRefused(
                    () -> ((SourceBuilder) builder).startupGrace(time), "startupGrace: negative: PT-0.000000001S");
        }

        @Test
        void that_are_durations_of_zero_are_taken() {
            assertThatNoException()
                    .isThrownBy(() -> builder.reconnectionTime(Duration.ZERO)
                            .maxReconnectionTime(Duration.ZERO)
                            .connectTimeout(Duration.ZERO)
                            .idleTimeout(Duration.ZERO));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 200, 204, 301, 399, 600, -404})
        void that_are_no_statuses_of_errors_are_refused(int status) {
            assertRefused(() -> builder.reconnectOn(503, status), "reconnectOn: not from 400 to 599: " + status);
        }

        @Test
        void that_are_statuses_of_errors_are_taken() {
            assertThatNoException()
                    .isThrownBy(() -> builder.reconnectOn(400, 599, 503, 503).reconnectOn());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
        void that_are_no_sizes_are_refused(int size) {
            assertRefused(() -> builder.maxEventSize(size), "maxEventSize: not positive: " + size);
        }
    }

    @Nested
    class Header_names {

        @ParameterizedTest
        @CsvSource({
            "a b, it has the character U+0020 at index 1",
            "a:, it has the character U+003A at index 1",
            "(a), it has the character U+0028 at index 0",
            "'a,b', it has the character U+002C at index 1",
            "'a\tb', it has the character U+0009 at index 1",
            "'a\r\nb', it has the character U+000D at index 1",
            "é, it has the character U+00E9 at index 0",
            "'', it is empty"
        })
        void that_are_no_tokens_are_refused_and_not_quoted(String name, String why) {
            String message = "header name: not a token: " + why;
            assertRefused(() -> builder.header(name, "x"), message);
            assertRefused(() -> builder.header(name, () -> "x"), message);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Last-Event-ID",
                    "last-event-id",
                    "Cache-Control",
                    "Connection",
                    "Content-Length",
                    "Expect",
                    "Host",
                    "Upgrade"
                })
        void that_are_not_the_application_s_are_refused(String name) {
            String message = "header name: \"" + name + "\" is set by the library alone";
            assertRefused(() -> builder.header(name, "x"), message);
            assertRefused(() -> builder.header(name, () -> "x"), message);
        }
    }

    @Nested
    class Methods {

        @ParameterizedTest
        @ValueSource(strings = {"", "PO ST", "POST\r\n", "é"})
        void that_are_no_tokens_are_refused(String method) {
            assertRefused(() -> builder.method(method), "method: not the name of a method, such as POST");
        }

        @ParameterizedTest
        @ValueSource(strings = {"connect", "HEAD", "trace"})
        void that_open_no_stream_are_refused(String method) {
            assertRefused(
                    () -> builder.method(method),
                    "method: " + method.toUpperCase(Locale.ROOT) + " cannot open a stream");
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PATCH"})
        void are_refused_over_a_client_that_is_not_known_to_send_them_once(String method) {
            Client client = ClientBuilder.newClient(new ClientConfig().connectorProvider((any, configuration) -> {
                throw new IllegalStateException("no request is sent");
            }));
            try {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> builder.method(method).client(client).open())
                        .withMessageStartingWith("method: the Jakarta REST client org.glassfish.jersey.")
                        .withMessageEndingWith(
                                "is not known to send a %s request, and to send it only once; use TransportKind.JDK"
                                        .formatted(method));
            } finally {
                client.close();
            }
        }

        @Test
        void that_a_client_cannot_send_are_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.method("PATCH")
                            .transport(TransportKind.REST)
                            .open())
                    .withMessageContaining("is not known to send a PATCH request");
        }
    }

    @Nested
    class Bodies {

        @ParameterizedTest
        @ValueSource(strings = {"", "json", "a/b/c", "a b/c", "/", "text/plain\r\nX: y"})
        void without_a_content_type_are_refused(String type) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.body(type, "s3cret"));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.body(type, new byte[0]));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.body(type, () -> "s3cret"));
        }

        @Test
        void of_a_method_that_has_none_are_refused_when_the_source_is_opened() {
            assertRefused(
                    () -> builder.body("text/plain", "x").open(),
                    "body: given, but the method is GET, which has none; call method(\"POST\")");
        }
    }

    @Nested
    class Queries {

        @Test
        void without_a_name_are_refused() {
            assertRefused(() -> builder.query("", "x"), "query name: it is empty");
            assertRefused(() -> builder.query("", () -> "x"), "query name: it is empty");
            assertRefused(() -> builder.lastEventIdQuery(""), "query name: it is empty");
        }

        @Test
        void that_have_no_utf_8_are_refused_and_not_quoted() {
            assertRefused(() -> builder.query("a\ud800", "x"), "query name: it has half of a surrogate pair");
            assertRefused(() -> builder.query("a", "s3cret\ud800"), "query a: the value has half of a surrogate pair");
        }

        @Test
        void that_are_null_are_refused() {
            assertThatNullPointerException().isThrownBy(() -> builder.query("a", (String) null));
            assertThatNullPointerException().isThrownBy(() -> builder.query(null, "x"));
        }
    }

    @Nested
    class Header_values {

        @ParameterizedTest
        @CsvSource({"13,U+000D", "10,U+000A", "0,U+0000", "127,U+007F", "233,U+00E9", "8364,U+20AC"})
        void that_no_request_may_carry_are_refused_and_not_quoted(int character, String name) {
            assertRefused(
                    () -> builder.header("X-Token", "secret" + (char) character),
                    "header X-Token: the value has a character that cannot be sent, " + name + ", at index 6");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a\tb", "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"})
        void of_visible_ascii_are_taken(String value) {
            assertThatNoException().isThrownBy(() -> builder.header("X-Token", value));
        }
    }

    @Test
    void no_argument_may_be_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> EventSource.builder((String) null))
                .withMessage("url");
        assertThatNullPointerException()
                .isThrownBy(() -> EventSource.builder((URI) null))
                .withMessage("url");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.reconnectionTime(null))
                .withMessage("reconnectionTime");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.connectTimeout(null))
                .withMessage("connectTimeout");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.idleTimeout(null))
                .withMessage("idleTimeout");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.header(null, "x"))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.header("X", (String) null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.header("X", (Supplier<String>) null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.lastEventId(null))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.transport(null))
                .withMessage("kind");
        assertThatNullPointerException().isThrownBy(() -> builder.client(null)).withMessage("client");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.executor(null))
                .withMessage("executor");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.addEventListener("tick", null))
                .withMessage("listener");
    }

    @Nested
    class A_client {

        @Test
        void is_not_for_the_jdk_s_transport_whichever_is_said_first() {
            Client client = ClientBuilder.newClient();
            try {
                String message = "client: given, but the transport is set to JDK, which has no use for it";

                assertRefused(
                        () -> builder.client(client)
                                .transport(TransportKind.JDK)
                                .open(),
                        message);
                assertRefused(
                        () -> EventSource.builder("http://localhost/")
                                .transport(TransportKind.JDK)
                                .client(client)
                                .open(),
                        message);
            } finally {
                client.close();
            }
        }
    }

    @Nested
    class Open {

        private final Recorder recorder = new Recorder();
        private final List<String> heard = new ArrayList<>();

        private EventSource.Builder builder(SseServer server) {
            return EventSource.builder(server.url("/"))
                    .transport(TransportKind.JDK)
                    .addEventListener(Event.class, recorder);
        }

        @Test
        void tells_what_was_set() throws Exception {
            try (SseServer server = SseServer.start();
                    EventSource source = builder(server).withCredentials(true).open()) {
                assertThat(source.url()).isEqualTo(server.uri("/"));
                assertThat(source.withCredentials()).isTrue();
            }
        }

        @Test
        void leaves_credentials_out_unless_they_are_wanted() throws Exception {
            try (SseServer server = SseServer.start();
                    EventSource source = builder(server).open()) {
                assertThat(source.withCredentials()).isFalse();
            }
        }

        @Test
        void takes_what_is_set_at_that_moment() throws Exception {
            try (SseServer server = SseServer.start()) {
                server.on("/", connection -> {
                    connection.stream("data: x\n\n");
                    new Gate().await();
                });
                EventSource.Builder builder = builder(server).header("X-A", "1").lastEventId("1");
                try (EventSource first = builder.open()) {
                    builder.header("X-A", "2")
                            .lastEventId("2")
                            .addEventListener("message", message -> heard.add("too late"));
                    SseRequest request = server.nextRequest();
                    assertThat(request.header("X-A")).contains("1");
                    assertThat(request.lastEventId()).contains("1");
                    recorder.nextOpen();
                    recorder.nextMessage();
                    first.dispatchEvent(MessageEvent.of("message", ""));
                    assertThat(heard).isEmpty();
                }
                try (EventSource second = builder.open()) {
                    SseRequest request = server.nextRequest();
                    assertThat(request.header("X-A")).contains("2");
                    assertThat(request.lastEventId()).contains("2");
                    second.dispatchEvent(MessageEvent.of("message", ""));
                    assertThat(heard).isNotEmpty();
                }
            }
        }

        @Test
        void sends_a_header_that_was_set_twice_once_and_as_it_was_spelt_last() throws Exception {
            try (SseServer server = SseServer.start();
                    EventSource source = builder(server)
                            .header("x-token", "1")
                            .header("X-Token", () -> "2")
                            .header("X-TOKEN", "3")
                            .open()) {
                SseRequest request = server.nextRequest();

                assertThat(request.header("x-token")).contains("3");
                assertThat(List.copyOf(request.headers().keySet())).contains("X-TOKEN");
            }
        }

        @Test
        void has_no_handler_that_null_has_cleared() throws Exception {
            try (SseServer server = SseServer.start();
                    EventSource source = builder(server)
                            .onMessage(message -> heard.add("handler"))
                            .onMessage(null)
                            .onOpen(null)
                            .onError(null)
                            .open()) {
                source.dispatchEvent(MessageEvent.of("message", ""));

                assertThat(heard).isEmpty();
            }
        }

        @Test
        void keeps_the_place_of_handlers_among_listeners() throws Exception {
            EventListener<MessageEvent> first = message -> heard.add("first");
            try (SseServer server = SseServer.start();
                    EventSource source = builder(server)
                            .addEventListener("message", first)
                            .onMessage(message -> heard.add("handler"))
                            .addEventListener(MessageEvent.class, message -> heard.add("last"))
                            .open()) {
                source.dispatchEvent(MessageEvent.of("message", ""));

                assertThat(heard).containsExactly("first", "handler", "last");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"connect", "idle", "max", "first"})
        void takes_times_that_no_clock_can_count(String which) throws Exception {
            Duration forever = ChronoUnit.FOREVER.getDuration();
            try (SseServer server = SseServer.start()) {
                server.on("/", connection -> {
                    connection.stream("data: x\n\n");
                    new Gate().await();
                });
                EventSource.Builder builder = builder(server);
                switch (which) {
                    case "connect" -> builder.connectTimeout(forever);
                    case "idle" -> builder.idleTimeout(forever);
                    case "max" -> builder.maxReconnectionTime(forever);
                    default -> ((SourceBuilder) builder.reconnectionTime(forever)).startupGrace(forever);
                }
                try (EventSource source = builder.open()) {
                    recorder.nextOpen();
                    assertThat(recorder.nextMessage().data()).isEqualTo("x");
                }
            }
        }
    }

    @Test
    void the_shortest_way_opens_with_what_a_browser_does() throws Exception {
        try (SseServer server = SseServer.start();
                EventSource source = EventSource.open(server.url("/prices"))) {
            assertThat(server.nextRequest().path()).isEqualTo("/prices");
            assertThat(source.url()).isEqualTo(server.uri("/prices"));
        }
    }

    @Nested
    class Paths {

        @Test
        void are_requested_and_told_with_their_values() throws Exception {
            try (SseServer server = SseServer.start();
                    EventSource source = EventSource.builder(server.url("/") + "{tenant}/stream")
                            .path("tenant", "../a b?")
                            .open()) {
                assertThat(server.nextRequest().path()).isEqualTo("/..%2Fa%20b%3F/stream");
                assertThat(source.url()).isEqualTo(server.uri("/..%2Fa%20b%3F/stream"));
            }
        }

        @Test
        void are_refused_without_values_when_they_are_opened() {
            assertRefused(
                    () -> EventSource.builder("https://example.org/{tenant}/{b}")
                            .open(),
                    "path: no value for {tenant}, {b}; call path(name, value) before open()");
        }

        @Test
        void are_the_only_place_of_braces() {
            assertRefused(() -> EventSource.builder("https://{host}/"), "url: braces are allowed in the path only");
        }

        @Test
        void are_given_values_where_they_have_names() {
            assertRefused(
                    () -> builder.path("symbol", "EUR"),
                    "path: the URL does not have the name \"symbol\" in braces; it has none");
        }

        @Test
        void keep_what_was_encoded_by_the_application() throws Exception {
            try (SseServer server = SseServer.start();
                    EventSource source =
                            EventSource.builder(server.url("/%7Ba%7D")).open()) {
                assertThat(server.nextRequest().path()).isEqualTo("/%7Ba%7D");
                assertThat(source.url()).hasPath("/{a}");
            }
        }

        @Test
        void are_of_one_source_each() throws Exception {
            try (SseServer server = SseServer.start()) {
                EventSource.Builder prices = EventSource.builder(server.url("/") + "{symbol}");
                try (EventSource eur = prices.path("symbol", "EUR").open();
                        EventSource usd = prices.path("symbol", "USD").open()) {
                    assertThat(eur.url()).hasPath("/EUR");
                    assertThat(usd.url()).hasPath("/USD");
                }
            }
        }
    }
}
