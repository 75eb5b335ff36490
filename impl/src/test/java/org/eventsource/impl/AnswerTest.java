package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the application gets of a response: headers, body and last event id, over each transport. */
class AnswerTest extends TransportFixture {

    private ErrorEvent firstError(EventSource.Builder builder) throws Exception {
        open(builder);
        return recorder.nextError();
    }

    @Nested
    class A_refusal {

        @OverEachTransport
        void has_the_body_and_the_headers_of_the_server(TransportKind transport) throws Exception {
            server.on(
                    "/",
                    answering(
                            403,
                            "{\"error\":\"é\"}",
                            "Content-Type: application/json",
                            "Content-Length: 14",
                            "X-Request: 7"));
            ErrorEvent error = firstError(builder(transport));

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(403);
            assertThat(error.body()).hasValue("{\"error\":\"é\"}");
            assertThat(error.headers().orElseThrow().firstValue("x-request")).hasValue("7");
        }

        @OverEachTransport
        void that_is_retried_has_them_at_each_attempt(TransportKind transport) throws Exception {
            server.on("/", answering(503, "first"), answering(503, "second"));
            open(builder(transport).reconnectOn(503));

            assertThat(recorder.nextError().body()).hasValue("first");
            assertThat(recorder.nextError().body()).hasValue("second");
        }

        @OverEachTransport
        void by_another_content_has_them(TransportKind transport) throws Exception {
            server.on("/", answering(200, "{\"result\":1}", "Content-Type: application/json", "Content-Length: 12"));
            ErrorEvent error = firstError(builder(transport));

            assertThat(error.kind()).isEqualTo(ErrorKind.CONTENT);
            assertThat(error.body()).hasValue("{\"result\":1}");
        }

        @OverEachTransport
        void in_chunks_has_its_body(TransportKind transport) throws Exception {
            server.on("/", answering(400, "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", "Transfer-Encoding: chunked"));

            assertThat(firstError(builder(transport)).body()).hasValue("abc");
        }

        @OverEachTransport
        void that_expands_too_far_is_retried_with_what_came(TransportKind transport) throws Exception {
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(bomb)) {
                out.write("x".repeat(60_000).getBytes(UTF_8));
            }
            server.on("/", connection -> {
                connection.respond(503, "Content-Encoding: gzip", "Content-Length: " + bomb.size());
                connection.bytes(bomb.toByteArray());
            });
            ErrorEvent error = firstError(builder(transport)
                    .reconnectOn(503)
                    .compression(true)
                    .maxEventSize(16 * 1024)
                    .maxBody(64 * 1024));

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.status()).hasValue(503);
            assertThat(error.body().orElseThrow()).startsWith("xxx");
        }

        @OverEachTransport
        void without_a_length_has_its_body(TransportKind transport) throws Exception {
            assumeFalse(
                    transport == TransportKind.REST && TestedClient.CXF.isUsed(),
                    "CXF reads no body of a status from 400 to 499 that has no length");
            server.on("/", answering(400, "abc"));

            assertThat(firstError(builder(transport)).body()).hasValue("abc");
        }

        @OverEachTransport
        void that_is_cut_has_what_came(TransportKind transport) throws Exception {
            server.on("/", answering(500, "abc", "Content-Length: 100"));

            assertThat(firstError(builder(transport)).body()).hasValue("abc");
        }

        @OverEachTransport
        void that_does_not_end_has_what_came_soon(TransportKind transport) throws Exception {
            server.on("/", connection -> {
                connection.respond(500);
                connection.events("the beginning");
                new Gate().await();
            });

            assertThat(firstError(builder(transport)).body()).hasValue("the beginning");
        }

        @OverEachTransport
        void has_at_most_4_KiB_of_its_body(TransportKind transport) throws Exception {
            server.on("/", answering(500, "x".repeat(100_000)));

            assertThat(firstError(builder(transport)).body()).hasValue("x".repeat(4096));
        }

        @OverEachTransport
        void has_as_much_of_its_body_as_the_application_wants(TransportKind transport) throws Exception {
            server.on("/", answering(500, "x".repeat(100_000)));

            assertThat(firstError(builder(transport).maxBody(65_536)).body()).hasValue("x".repeat(65_536));
        }

        @OverEachTransport
        void has_no_half_of_a_character(TransportKind transport) throws Exception {
            server.on("/", answering(500, "aé"));

            assertThat(firstError(builder(transport).maxBody(2)).body()).hasValue("a");
        }

        @OverEachTransport
        void is_read_in_its_charset(TransportKind transport) throws Exception {
            server.on("/", connection -> {
                connection.respond(500, "Content-Type: text/plain; charset=\"ISO-8859-1\"");
                connection.bytes(new byte[] {'a', (byte) 0xe9});
            });

            assertThat(firstError(builder(transport)).body()).hasValue("aé");
        }

        @OverEachTransport
        void without_a_body_has_none(TransportKind transport) throws Exception {
            server.on("/", answering(404, "", "Content-Length: 0", "X-Request: 7"));
            ErrorEvent error = firstError(builder(transport));

            assertThat(error.body()).isEmpty();
            assertThat(error.headers()).isPresent();
        }

        @OverEachTransport
        void has_no_body_where_none_is_wanted(TransportKind transport) throws Exception {
            server.on("/", answering(404, "x"));

            assertThat(firstError(builder(transport).maxBody(0)).body()).isEmpty();
        }

        @OverEachTransport
        void has_no_body_whose_bytes_are_no_text(TransportKind transport) throws Exception {
            server.on("/", answering(500, "\u001f\u008b", "Content-Encoding: br"));

            assertThat(firstError(builder(transport)).body()).isEmpty();
        }

        @OverEachTransport
        void has_its_secrets_in_no_text(TransportKind transport) throws Exception {
            server.on("/", answering(403, "secret", "X-Secret: secret", "Content-Length: 6"));
            ErrorEvent error = firstError(builder(transport));

            assertThat(error.body()).isPresent();
            assertThat(error.reason()).doesNotContain("secret");
            assertThat(error.toString()).doesNotContain("secret");
        }
    }

    /** Only the time for the body can end the attempt here: the time for the connection is longer than a test. */
    @Nested
    class A_refusal_without_end {

        private static final Duration LONG = Duration.ofMinutes(5);

        private static final Duration NOW_AND_THEN = Duration.ofMillis(50);

        /** Each with a status that closes the source, and one that lets it reconnect. */
        static Stream<Arguments> refusals() {
            return Stream.of(TransportKind.JDK, TransportKind.REST)
                    .flatMap(transport -> Stream.of(401, 503)
                            .flatMap(status -> Stream.of(
                                            "Content-Length: 1000", "Transfer-Encoding: chunked", "Connection: close")
                                    .map(framing -> Arguments.of(transport, status, framing))));
        }

        private ErrorEvent firstError(TransportKind transport) throws Exception {
            return AnswerTest.this.firstError(builder(transport)
                    .connectTimeout(LONG)
                    .maxReconnectionTime(LONG)
                    .reconnectOn(503));
        }

        @ParameterizedTest
        @MethodSource("refusals")
        void that_has_no_byte_is_told_soon(TransportKind transport, int status, String framing) throws Exception {
            server.on("/", connection -> {
                connection.respond(status, "Content-Type: text/plain", framing);
                new Gate().await();
            });

            assertThat(firstError(transport).status()).hasValue(status);
        }

        @ParameterizedTest
        @MethodSource("refusals")
        void that_has_a_byte_now_and_then_is_told_soon_and_let_go(TransportKind transport, int status, String framing)
                throws Exception {
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.respond(status, "Content-Type: text/plain", framing);
                sendNowAndThen(connection, framing.contains("chunked") ? "1\r\nx\r\n" : "x");
                left.open();
            });

            assertThat(firstError(transport).status()).hasValue(status);
            left.await();
        }

        /** Returns when the client has left. */
        private static void sendNowAndThen(SseConnection connection, String piece) throws Exception {
            while (true) {
                try {
                    connection.events(piece);
                    connection.waitForClientClose(NOW_AND_THEN);
                    return;
                } catch (AssertionError e) {
                    // It has not left within this time.
                } catch (SocketException e) {
                    return;
                }
            }
        }
    }

    @Nested
    class Another_origin {

        private SseServer other;

        @BeforeEach
        void startOther() throws Exception {
            other = SseServer.start();
            server.on("/", connection -> connection.respond(307, "Location: " + other.url("/")));
        }

        @AfterEach
        void closeOther() throws Exception {
            other.close();
        }

        @OverEachTransport
        void that_refuses_shows_neither_headers_nor_body(TransportKind transport) throws Exception {
            other.on("/", answering(403, "secret", "X-Secret: secret"));
            ErrorEvent error = firstError(builder(transport));

            assertThat(error.status()).hasValue(403);
            assertThat(error.headers()).isEmpty();
            assertThat(error.body()).isEmpty();
        }

        @OverEachTransport
        void that_is_the_stream_shows_no_headers(TransportKind transport) throws Exception {
            other.on("/", streaming("data: x\n\n"));
            open(builder(transport));

            assertThat(recorder.nextOpen().headers().map()).isEmpty();
        }

        @OverEachTransport
        void that_redirects_back_counts_no_more(TransportKind transport) throws Exception {
            other.on("/", connection -> connection.respond(307, "Location: " + server.url("/back")));
            server.on("/back", answering(403, "from the origin", "Content-Length: 15"));

            assertThat(firstError(builder(transport)).body()).hasValue("from the origin");
        }

        @OverEachTransport
        void named_in_another_case_is_the_origin_itself(TransportKind transport) throws Exception {
            URI url = URI.create("HTTP://LOCALHOST:" + server.uri("/").getPort() + "/here");
            server.on("/here", answering(403, "from the origin", "Content-Length: 15"));

            assertThat(firstError(builder(transport, url)).body()).hasValue("from the origin");
        }
    }

    @Nested
    class An_opening {

        @OverEachTransport
        void has_the_headers_of_the_response(TransportKind transport) throws Exception {
            server.on("/", connection -> {
                connection.respond(200, "Content-Type: text/event-stream", "Mcp-Session-Id: 42", "X-A: 1", "X-A: 2");
                new Gate().await();
            });
            open(builder(transport));
            OpenEvent open = recorder.nextOpen();

            assertThat(open.headers().firstValue("mcp-session-id")).hasValue("42");
            assertThat(open.headers().allValues("X-A")).containsExactly("1", "2");
            assertThat(open.lastEventId()).isEmpty();
        }

        @OverEachTransport
        void has_the_id_that_was_sent(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.stream("id: 7\n\n"), streaming(""));
            open(builder(transport).lastEventId("3"));
            assertThat(recorder.nextOpen().lastEventId()).isEqualTo("3");
            recorder.nextError();

            assertThat(recorder.nextOpen().lastEventId()).isEqualTo("7");
        }
    }

    @Nested
    class The_last_event_id {

        @OverEachTransport
        void of_a_source_is_that_of_its_last_block(TransportKind transport) throws Exception {
            Gate read = new Gate();
            server.on("/", connection -> {
                connection.stream("id: 1\ndata: x\n\nid: 2\n\ndata: y\n\nid: 3\ndata: torn");
                read.await();
            });
            EventSource source = open(builder(transport).lastEventId("0"));
            assertThat(source.lastEventId()).isIn("0", "1", "2");
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextMessage();
            assertThat(source.lastEventId()).isEqualTo("2");
            read.open();
            recorder.nextError();

            assertThat(source.lastEventId()).isEqualTo("2");
        }

        @OverEachTransport
        void of_a_source_is_the_message_s_own_in_its_listener(TransportKind transport) throws Exception {
            List<String> seen = new CopyOnWriteArrayList<>();
            server.on("/", streaming("id: 1\ndata: x\n\nid: 2\ndata: y\n\nid: 3\n\ndata: z\n\n"));
            open(EventSource.builder(server.uri("/"))
                    .transport(transport)
                    .onMessage(
                            message -> seen.add(message.target().orElseThrow().lastEventId()))
                    .addEventListener(Event.class, recorder));
            recorder.nextOpen();
            for (int i = 0; i < 3; i++) {
                recorder.nextMessage();
            }

            assertThat(seen).containsExactly("1", "2", "3");
        }
    }
}
