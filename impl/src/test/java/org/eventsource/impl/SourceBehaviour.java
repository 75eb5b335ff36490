package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.eventsource.ListenerOption.ONCE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.EventTooLargeException;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.Redirects;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The behaviours of a source over any transport. The test decides each byte of the server. */
abstract class SourceBehaviour extends TransportFixture {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String HELLO_IN_CHUNKS = "8\r\ndata: he\r\n5\r\nllo\n\n\r\n0\r\n\r\n";

    /** Chooses the transport under test. */
    abstract EventSource.Builder choose(EventSource.Builder builder);

    /** Returns whether the client waits for the final response after an interim one. */
    boolean readsOnAfterInterimAnswers() {
        return true;
    }

    /** Returns whether the client returns the response 101, which no client requests. */
    boolean returnsSwitchOfProtocols() {
        return true;
    }

    /** Returns whether the client ignores the length of a body that has chunks. */
    boolean prefersChunks() {
        return true;
    }

    /** Returns whether the client returns a status that HTTP does not have. */
    boolean returnsStatusesFrom600() {
        return true;
    }

    /** Returns whether a close ends the connection immediately, even if the server sends nothing. */
    abstract boolean closesSilentConnections();

    /** Returns whether a close ends the connection immediately, even if the server has not answered. */
    boolean closesUnansweredConnections() {
        return closesSilentConnections();
    }

    final EventSource.Builder builder(URI uri) {
        return choose(EventSource.builder(uri).reconnectionTime(SHORTEST).maxReconnectionTime(SHORTEST))
                .addEventListener(Event.class, recorder);
    }

    private EventSource.Builder builder() {
        return builder(server.uri("/"));
    }

    private EventSource open() {
        return open(builder());
    }

    /** Sends a response and ends the connection. */
    private static SseHandler responding(int status, String... headers) {
        return connection -> connection.respond(status, headers);
    }

    private static SseHandler silent() {
        return connection -> new Gate().await();
    }

    @Nested
    class A_stream {

        @Test
        void is_asked_for_as_the_standard_says() throws Exception {
            open();
            SseRequest request = server.nextRequest();

            assertThat(request.line()).isEqualTo("GET / HTTP/1.1");
            assertThat(request.header("Accept")).contains("text/event-stream");
            assertThat(request.header("Cache-Control")).contains("no-cache");
            assertThat(request.lastEventId()).isEmpty();
        }

        @Test
        void is_asked_for_at_the_url_as_it_was_given() throws Exception {
            open(builder(server.uri("/a%20b/%C3%A9;c=d?x=%2B1&y=%7Bz%7D&z=a+b#part")));

            assertThat(server.nextRequest().target()).isEqualTo("/a%20b/%C3%A9;c=d?x=%2B1&y=%7Bz%7D&z=a+b");
        }

        @Test
        void is_open_once_the_server_has_answered() throws Exception {
            Gate answer = new Gate();
            server.on("/", connection -> {
                answer.await();
                connection.stream();
                new Gate().await();
            });
            EventSource source = open();
            server.nextRequest();
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            answer.open();

            assertThat(recorder.nextOpen().target()).containsSame(source);
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }

        @Test
        void is_open_though_nothing_follows_the_response_s_head() throws Exception {
            server.on("/", streaming(""));
            open();

            recorder.nextOpen();
        }

        @Test
        void brings_messages_with_all_their_attributes() throws Exception {
            Instant before = Instant.now();
            server.on("/", streaming("data: a\n\nevent: tick\nid: 7\ndata: b\ndata: c\n\n"));
            EventSource source = open();
            recorder.nextOpen();

            String origin = "http://127.0.0.1:" + server.uri("/").getPort();
            assertThat(recorder.nextMessage()).isEqualTo(MessageEvent.of("message", "a", "", origin));
            MessageEvent tick = recorder.nextMessage();
            assertThat(tick).isEqualTo(MessageEvent.of("tick", "b\nc", "7", origin));
            assertThat(tick.target()).containsSame(source);
            assertThat(tick.timeStamp()).isBetween(before, Instant.now());
        }

        @Test
        void brings_each_message_before_the_next_is_sent() throws Exception {
            Gate next = new Gate();
            server.on("/", connection -> {
                connection.stream("data: a\n\n");
                next.await();
                connection.events("data: b\n\n");
                new Gate().await();
            });
            open();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("a");
            next.open();
            assertThat(recorder.nextMessage().data()).isEqualTo("b");
        }

        @Test
        void may_come_in_chunks() throws Exception {
            server.on("/", connection -> {
                connection.respond(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
                connection.events("6\r\ndata: \r\n7\r\nwhole\n\n\r\n");
                new Gate().await();
            });
            open();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("whole");
        }

        @Test
        void may_bring_a_character_in_pieces() throws Exception {
            server.on("/", connection -> {
                connection.stream("data: ");
                for (byte octet : "é€😀\n\n".getBytes(UTF_8)) {
                    connection.bytes(new byte[] {octet});
                }
                new Gate().await();
            });
            open();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("é€😀");
        }

        @Test
        void keeps_listeners_off_the_thread_that_opened_it() throws Exception {
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            server.on("/", connection -> connection.stream("data: x\n\n"));
            open(builder().addEventListener(Event.class, event -> threads.add(Thread.currentThread())));
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextError();

            assertThat(threads).isNotEmpty().doesNotContain(Thread.currentThread());
        }

        @Test
        void does_not_mix_its_headers_with_those_of_another() throws Exception {
            open(builder(server.uri("/a")).header("X-A", "a"));
            open(builder(server.uri("/b")).header("X-B", "b"));
            for (SseRequest request : List.of(server.nextRequest(), server.nextRequest())) {
                assertThat(request.header("X-A").isPresent())
                        .isEqualTo(request.path().equals("/a"));
                assertThat(request.header("X-B").isPresent())
                        .isEqualTo(request.path().equals("/b"));
            }
        }
    }

    @Nested
    class The_ready_state {

        @Test
        void is_for_listeners_that_after_what_they_hear_of() throws Exception {
            Queue<ReadyState> seen = new ConcurrentLinkedQueue<>();
            server.on("/", connection -> connection.stream("data: x\n\n"), responding(204));
            open(choose(EventSource.builder(server.uri("/")))
                    .reconnectionTime(Duration.ZERO)
                    .addEventListener(
                            Event.class,
                            event -> seen.add(event.target().orElseThrow().readyState()))
                    .addEventListener(Event.class, recorder));
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextError();
            recorder.nextError();

            assertThat(seen)
                    .containsExactly(ReadyState.OPEN, ReadyState.OPEN, ReadyState.CONNECTING, ReadyState.CLOSED);
        }
    }

    @Nested
    class A_lost_connection {

        private void assertLostAndResumed(String id) throws Exception {
            open();
            server.nextRequest();
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("first");
            ErrorEvent error = recorder.nextError();
            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.status()).isEmpty();
            assertThat(server.nextRequest().lastEventId()).contains(id);
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("second");
        }

        @Test
        void by_an_end_is_resumed() throws Exception {
            server.on("/", connection -> connection.stream("id: 1\ndata: first\n\n"), streaming("data: second\n\n"));

            assertLostAndResumed("1");
        }

        @Test
        void by_an_end_in_chunks_is_resumed() throws Exception {
            server.on(
                    "/",
                    connection -> {
                        connection.respond(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
                        connection.events("14\r\nid: 1\ndata: first\n\n\n\r\n0\r\n\r\n");
                    },
                    streaming("data: second\n\n"));

            assertLostAndResumed("1");
        }

        @Test
        void by_a_torn_chunk_is_resumed() throws Exception {
            server.on(
                    "/",
                    connection -> {
                        connection.respond(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
                        connection.events("ff\r\nid: 1\ndata: first\n\n");
                    },
                    streaming("data: second\n\n"));

            assertLostAndResumed("1");
        }

        @Test
        void by_a_reset_is_resumed() throws Exception {
            Gate heard = new Gate();
            server.on(
                    "/",
                    connection -> {
                        connection.stream("id: 1\ndata: first\n\n");
                        heard.await();
                        connection.reset();
                    },
                    streaming("data: second\n\n"));
            open(builder().onMessage(message -> heard.open()));
            server.nextRequest();
            recorder.nextOpen();
            recorder.nextMessage();

            assertThat(recorder.nextError().cause()).isPresent();
            assertThat(server.nextRequest().lastEventId()).contains("1");
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("second");
        }

        @Test
        void in_the_middle_of_an_event_is_resumed_before_it() throws Exception {
            server.on(
                    "/",
                    connection -> connection.stream("id: 1\ndata: first\n\nid: 2\ndata: torn\n"),
                    streaming("data: second\n\n"));

            assertLostAndResumed("1");
        }

        @Test
        void after_an_id_alone_is_resumed_there() throws Exception {
            server.on("/", connection -> connection.stream("data: first\n\nid: 2\n\n"), streaming("data: second\n\n"));

            assertLostAndResumed("2");
        }

        @Test
        void before_any_response_is_tried_again() throws Exception {
            server.on(
                    "/", connection -> connection.close(), connection -> connection.close(), streaming("data: x\n\n"));
            open();

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void is_tried_again_when_the_stream_said() throws Exception {
            server.on("/", connection -> connection.stream("retry: 100\n"), streaming("data: x\n\n"));
            open(builder().reconnectionTime(Duration.ofHours(1)));
            recorder.nextOpen();

            assertThat(recorder.nextError().reconnectIn().orElseThrow()).isLessThan(Duration.ofSeconds(1));
            recorder.nextOpen();
        }

        @Test
        void is_not_resumed_by_an_id_that_cannot_be_sent_exactly() throws Exception {
            server.on("/", connection -> connection.stream("id: é\ndata: x\n\n"), streaming(""));
            open();
            server.nextRequest();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().lastEventId()).isEqualTo("é");
            assertThat(server.nextRequest().lastEventId().orElse("é")).isEqualTo("é");
        }

        @Test
        void that_was_refused_is_tried_again() throws Exception {
            URI nobody;
            try (SseServer gone = SseServer.start()) {
                nobody = gone.uri("/");
            }
            EventSource source = open(builder(nobody));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.reason()).isEqualTo("http://127.0.0.1:" + nobody.getPort() + " refused the connection");
            assertThat(error.cause()).isPresent();
            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
    }

    @Nested
    class A_response {

        @ParameterizedTest
        @ValueSource(ints = {201, 204, 205, 206, 300, 304, 400, 401, 403, 404, 407, 429, 500, 503})
        void of_another_status_is_the_end(int status) throws Exception {
            server.on("/", responding(status, "Content-Type: text/event-stream"));
            EventSource source = open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(status);
            assertThat(error.reason()).isEqualTo("the server answered " + status);
            assertThat(error.reconnectIn()).isEmpty();
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }

        /** {@code java.net.http} throws an exception for it. */
        @ParameterizedTest
        @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
        void of_204_that_announces_a_body_is_the_end(String header) throws Exception {
            server.on("/", connection -> {
                connection.respond(204, header);
                connection.waitForClientClose();
            });
            open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(204);
        }

        @Test
        void with_a_body_that_is_no_stream_is_the_end() throws Exception {
            server.on("/", connection -> {
                connection.respond(500, "Content-Type: text/event-stream", "Content-Length: 9");
                connection.events("data: x\n\n");
            });
            open();

            assertThat(recorder.nextError().status()).hasValue(500);
        }

        /** For a known status the client does not wait for the end of the body, which never comes. */
        @ParameterizedTest
        @ValueSource(ints = {250, 403, 500, 600, 999})
        void without_a_type_and_with_a_body_that_does_not_end_is_told_at_once(int status) throws Exception {
            assumeTrue(status < 600 || returnsStatusesFrom600(), "this client throws an exception");
            server.on("/", connection -> {
                connection.respond(status);
                while (true) {
                    connection.bytes(new byte[16 * 1024]);
                }
            });
            open();

            assertThat(recorder.nextError().status()).hasValue(status);
        }

        @Test
        void that_switches_protocols_is_the_end() throws Exception {
            assumeTrue(returnsSwitchOfProtocols(), "this client waits for another response, or throws an exception");
            server.on("/", connection -> {
                connection.respond(101, "Upgrade: websocket");
                new Gate().await();
            });
            open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(101);
        }

        @Test
        void that_comes_before_the_final_one_is_no_answer_or_says_what_to_do() throws Exception {
            server.on("/", connection -> {
                connection.bytes("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".getBytes(US_ASCII));
                connection.stream();
                new Gate().await();
            });
            open();

            if (readsOnAfterInterimAnswers()) {
                recorder.nextOpen();
            } else {
                assertThat(recorder.nextError().reason())
                        .isEqualTo("the server answered 103: this HTTP client does not wait for the final response;"
                                + " TransportKind.JDK does");
            }
        }

        @Test
        void in_a_coding_that_a_header_asked_for_and_nothing_decodes_is_the_end() throws Exception {
            server.on("/", responding(200, "Content-Type: text/event-stream", "Content-Encoding: gzip"));
            open(builder().header("Accept-Encoding", "gzip"));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.reason()).contains("gzip");
        }

        /** Otherwise the sizes of chunks would be a part of the data. */
        @ParameterizedTest
        @ValueSource(
                strings = {"identity, chunked", "gzip, chunked", "chunked, chunked", "\"chunked\"", "chunked;x=y", "x"})
        void in_a_transfer_coding_that_is_not_chunked_is_the_end(String coding) throws Exception {
            server.on(
                    "/",
                    answering(200, HELLO_IN_CHUNKS, "Content-Type: text/event-stream", "Transfer-Encoding: " + coding));
            open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.reason())
                    .isEqualTo("the server answered with transfer encoding " + coding
                            + ", of which this client decodes only chunked");
        }

        @ParameterizedTest
        @ValueSource(strings = {"identity", "Identity"})
        void in_the_transfer_coding_that_is_none_is_a_stream(String coding) throws Exception {
            server.on(
                    "/",
                    answering(
                            200,
                            "data: hello\n\n",
                            "Content-Type: text/event-stream",
                            "Transfer-Encoding: " + coding,
                            "Connection: close"));
            open();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("hello");
        }

        @ParameterizedTest
        @ValueSource(strings = {"CHUNKED", "chunked\r\nTransfer-Encoding: chunked"})
        void in_chunks_in_another_spelling_is_a_stream(String coding) throws Exception {
            server.on(
                    "/",
                    answering(200, HELLO_IN_CHUNKS, "Content-Type: text/event-stream", "Transfer-Encoding: " + coding));
            open();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("hello");
        }

        @ParameterizedTest
        @ValueSource(ints = {9, 99})
        void in_chunks_and_with_a_length_is_a_stream_or_the_end(int length) throws Exception {
            server.on(
                    "/",
                    answering(
                            200,
                            HELLO_IN_CHUNKS,
                            "Content-Type: text/event-stream",
                            "Content-Length: " + length,
                            "Transfer-Encoding: chunked"));
            open(builder().reconnect(false));

            if (prefersChunks()) {
                recorder.nextOpen();
                assertThat(recorder.nextMessage().data()).isEqualTo("hello");
                assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.END);
            } else {
                assertThat(recorder.nextError().reason())
                        .isEqualTo("the server answered with both a transfer encoding and a content length,"
                                + " which this client does not decode");
            }
        }

        @Test
        void of_another_type_is_the_end() throws Exception {
            server.on("/", responding(200, "Content-Type: text/html"));
            open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(200);
            assertThat(error.reason()).contains("text/html", "text/event-stream");
        }

        @Test
        void without_a_type_is_the_end() throws Exception {
            server.on("/", responding(200));
            open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Text/Event-Stream", "text/event-stream; charset=utf-8", "text/event-stream;x=\"y\""})
        void of_the_type_in_another_spelling_is_a_stream(String type) throws Exception {
            server.on("/", connection -> {
                connection.respond(200, "content-type: " + type);
                new Gate().await();
            });
            open();

            recorder.nextOpen();
        }

        @Test
        void of_a_charset_that_is_not_utf_8_is_read_as_utf_8() throws Exception {
            server.on("/", connection -> {
                connection.respond(200, "Content-Type: text/event-stream; charset=iso-8859-1");
                connection.events("data: é\n\n");
                new Gate().await();
            });
            open();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("é");
        }

        @Test
        void that_the_application_wants_to_outlast_is_tried_again() throws Exception {
            server.on("/", responding(503), streaming(""));
            open(builder().reconnectOn(503));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.status()).hasValue(503);
            recorder.nextOpen();
        }

        @Test
        void says_when_to_try_again() throws Exception {
            server.on("/", responding(503, "Retry-After: 3600"));
            open(builder().reconnectOn(503));

            assertThat(recorder.nextError().reconnectIn().orElseThrow())
                    .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(30));
        }
    }

    @Nested
    class A_last_event_id_that_the_server_refuses {

        private final String id = "x".repeat(7000);

        private static SseHandler ending(String events) {
            return connection -> connection.stream(events);
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 413, 431})
        void is_left_out_until_the_stream_has_another_one(int status) throws Exception {
            server.on(
                    "/",
                    ending("id: " + id + "\ndata: a\n\n"),
                    responding(status),
                    ending(": nothing new\n\n"),
                    ending("data: b\n\nid: 2\ndata: c\n\n"),
                    responding(204));
            open();

            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains(id);
            assertThat(server.nextRequest().lastEventId()).isEmpty();
            assertThat(server.nextRequest().lastEventId()).isEmpty();
            assertThat(server.nextRequest().lastEventId()).contains("2");
        }

        @Test
        void stays_the_one_of_messages() throws Exception {
            server.on(
                    "/",
                    ending("id: " + id + "\ndata: a\n\n"),
                    responding(431),
                    ending("data: b\n\n"),
                    responding(204));
            open();
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextError();
            ErrorEvent refused = recorder.nextError();
            recorder.nextOpen();

            assertThat(refused.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(refused.status()).hasValue(431);
            assertThat(recorder.nextMessage().lastEventId()).isEqualTo(id);
        }

        @Test
        void is_not_the_reason_when_it_was_left_out() throws Exception {
            server.on("/", ending("id: " + id + "\ndata: a\n\n"), responding(431), responding(431));
            open();
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextError();
            recorder.nextError();

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Nested
    class A_redirect {

        private SseServer other;

        @BeforeEach
        void startOther() throws Exception {
            other = SseServer.start();
        }

        @AfterEach
        void closeOther() throws Exception {
            sources.forEach(EventSource::close);
            other.close();
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void is_followed(int status) throws Exception {
            server.on("/", responding(status, "Location: /b?c=d", "Content-Length: 0"))
                    .on("/b", streaming("data: x\n\n"));
            open();
            recorder.nextOpen();
            recorder.nextMessage();

            assertThat(server.nextRequest().target()).isEqualTo("/");
            SseRequest second = server.nextRequest();
            assertThat(second.target()).isEqualTo("/b?c=d");
            assertThat(second.header("Accept")).contains("text/event-stream");
        }

        @Test
        void has_no_body_that_matters() throws Exception {
            server.on("/", connection -> {
                        connection.respond(302, "Location: /b", "Content-Type: text/event-stream");
                        connection.events("data: redirect's\n\n");
                    })
                    .on("/b", streaming("data: x\n\n"));
            open();
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("x");
        }

        @Test
        void within_the_origin_takes_headers_and_id_along() throws Exception {
            server.on("/", responding(302, "Location: /b"));
            open(builder().header("Authorization", "secret").header("X-A", "a").lastEventId("7"));
            server.nextRequest();
            SseRequest second = server.nextRequest();

            assertThat(second.header("Authorization")).contains("secret");
            assertThat(second.header("X-A")).contains("a");
            assertThat(second.lastEventId()).contains("7");
        }

        @Test
        void to_another_origin_leaves_the_application_s_headers_behind() throws Exception {
            server.on("/", responding(302, "Location: " + other.url("/b")));
            other.on("/b", streaming("data: x\n\n"));
            open(builder()
                    .header("Authorization", "secret")
                    .header("Cookie", "a=b")
                    .header("X-A", "a")
                    .withCredentials(true)
                    .lastEventId("7"));
            SseRequest second = other.nextRequest();

            assertThat(second.headers()).doesNotContainKeys("Authorization", "Cookie", "X-A");
            assertThat(second.header("Accept")).contains("text/event-stream");
            assertThat(second.lastEventId()).contains("7");
            recorder.nextOpen();
            assertThat(recorder.nextMessage().origin())
                    .isEqualTo("http://127.0.0.1:" + other.uri("/").getPort());
        }

        @Test
        void is_followed_anew_when_the_connection_is_lost() throws Exception {
            server.on("/", responding(301, "Location: " + other.url("/b")), streaming("data: original\n\n"));
            other.on("/b", connection -> connection.stream("id: 1\ndata: elsewhere\n\n"));
            EventSource source = open(builder().header("Authorization", "secret"));
            server.nextRequest();
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextError();
            SseRequest again = server.nextRequest();

            assertThat(again.lastEventId()).contains("1");
            assertThat(again.header("Authorization")).contains("secret");
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("original");
            assertThat(source.url()).isEqualTo(server.uri("/"));
        }

        @Test
        void to_another_origin_is_the_end_where_only_the_own_one_is_followed() throws Exception {
            server.on("/", responding(302, "Location: /b")).on("/b", responding(307, "Location: " + other.url("/")));
            open(builder().followRedirects(Redirects.SAME_ORIGIN));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(307);
            assertThat(other.pendingRequests()).isEmpty();
        }

        @Test
        void is_the_end_where_none_is_followed() throws Exception {
            server.on("/", responding(301, "Location: /b"));
            open(builder().followRedirects(Redirects.NEVER));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(301);
            server.nextRequest();
            assertThat(server.pendingRequests()).isEmpty();
        }

        @Test
        void in_a_circle_is_the_end() throws Exception {
            server.on("/", responding(302, "Location: /"));
            open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(302);
            assertThat(server.pendingRequests()).hasSize(21);
        }

        @ParameterizedTest
        @CsvSource({
            "Location: ftp://example.org/, neither http nor https",
            "Location: http://[, not a URL",
            "X: y, without a location"
        })
        void that_leads_nowhere_is_the_end(String header, String reason) throws Exception {
            server.on("/", responding(302, header));
            open();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.status()).hasValue(302);
            assertThat(error.reason()).contains(reason);
        }
    }

    @Nested
    class Headers {

        @Test
        void are_sent() throws Exception {
            open(builder().header("Authorization", "Bearer 1"));

            assertThat(server.nextRequest().header("Authorization")).contains("Bearer 1");
        }

        @Test
        void with_an_empty_value_are_sent_empty_or_left_out() throws Exception {
            open(builder().header("X-Empty", "").header("X-Other", "other"));
            SseRequest request = server.nextRequest();

            assertThat(request.header("X-Other")).contains("other");
            assertThat(request.header("X-Empty").orElse("")).isEmpty();
        }

        @Test
        void have_a_user_agent_of_the_library_with_its_version() throws Exception {
            server.on("/", responding(204));
            open();

            assertThat(server.nextRequest().header("User-Agent").orElseThrow())
                    .matches("eventsource-java/[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        }

        @Test
        void have_the_user_agent_of_the_application_if_it_sets_one() throws Exception {
            server.on("/", responding(204));
            open(builder().header("USER-agent", "mine/1"));

            assertThat(server.nextRequest().header("User-Agent")).contains("mine/1");
        }

        @Test
        void are_asked_for_at_every_attempt() throws Exception {
            AtomicInteger count = new AtomicInteger();
            server.on("/", connection -> connection.stream());
            open(builder().header("X-Count", () -> String.valueOf(count.incrementAndGet())));

            assertThat(server.nextRequest().header("X-Count")).contains("1");
            assertThat(server.nextRequest().header("X-Count")).contains("2");
        }

        @Test
        void are_not_asked_for_at_a_redirect() throws Exception {
            AtomicInteger count = new AtomicInteger();
            server.on("/", responding(302, "Location: /b"));
            open(builder().header("X-Count", () -> String.valueOf(count.incrementAndGet())));

            assertThat(server.nextRequest().header("X-Count")).contains("1");
            assertThat(server.nextRequest().header("X-Count")).contains("1");
        }

        @Test
        void that_are_null_are_left_out() throws Exception {
            open(builder().header("X-Null", () -> null));

            assertThat(server.nextRequest().header("X-Null")).isEmpty();
        }

        @Test
        void that_fail_are_a_failed_attempt() throws Exception {
            AtomicInteger count = new AtomicInteger();
            server.on("/", streaming(""));
            open(builder().header("X-Count", () -> {
                if (count.incrementAndGet() == 1) {
                    throw new IllegalStateException("no token yet");
                }
                return "ok";
            }));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.reason()).contains("X-Count", "no token yet");
            recorder.nextOpen();
            assertThat(server.nextRequest().header("X-Count")).contains("ok");
        }

        @Test
        void that_fail_by_an_error_are_a_failed_attempt_too() throws Exception {
            NoClassDefFoundError failure = new NoClassDefFoundError("as if");
            open(builder().header("X-A", () -> {
                throw failure;
            }));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.cause()).containsSame(failure);
        }

        @Test
        void are_asked_for_on_a_thread_that_may_be_kept() throws Exception {
            Queue<Thread> threads = new LinkedBlockingQueue<>();
            server.on("/", connection -> connection.stream());
            open(builder().header("X-A", () -> {
                threads.add(Thread.currentThread());
                return "a";
            }));
            server.nextRequest();
            server.nextRequest();

            assertThat(threads)
                    .hasSizeGreaterThanOrEqualTo(2)
                    .doesNotContain(Thread.currentThread())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("timer") || name.contains("http"));
        }

        @Test
        void are_asked_for_under_no_lock() throws Exception {
            Gate asked = new Gate();
            Gate answer = new Gate();
            EventSource source = open(builder().header("X-A", () -> {
                asked.open();
                awaitUnchecked(answer);
                return "a";
            }));
            asked.await();
            source.dispatchEvent(MessageEvent.of("message", "meanwhile"));

            assertThat(recorder.nextMessage().data()).isEqualTo("meanwhile");
            source.close();
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            answer.open();
        }

        @Test
        void that_do_not_come_in_time_are_a_failed_attempt() throws Exception {
            Gate answer = new Gate();
            open(builder().connectTimeout(SHORT).header("X-A", () -> {
                awaitUnchecked(answer);
                return "a";
            }));

            assertThat(recorder.nextError().reason())
                    .isEqualTo("no request within 2 s: a supplier has not returned, or there was no thread");
            answer.open();
        }

        @Test
        void that_hang_are_asked_for_by_one_attempt_and_do_not_keep_the_source_from_closing() throws Exception {
            Gate answer = new Gate();
            AtomicInteger asked = new AtomicInteger();
            EventSource source = open(builder().connectTimeout(SHORT).header("X-A", () -> {
                asked.incrementAndGet();
                awaitUnchecked(answer);
                return "a";
            }));
            recorder.nextError();
            assertThat(recorder.nextError().reason()).contains("has not returned since an earlier attempt");

            source.close();

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(asked).hasValue(1);
            assertThat(server.pendingRequests()).isEmpty();
            answer.open();
        }
    }

    static void awaitUnchecked(Gate gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class A_time_out {

        @Test
        void of_a_server_that_does_not_answer_is_a_failed_attempt() throws Exception {
            server.on("/", silent(), streaming(""));
            open(builder().connectTimeout(SHORT));
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.reason()).isEqualTo("no response within 2 s");
            recorder.nextOpen();
        }

        @Test
        void of_a_server_that_does_not_answer_ends_the_connection() throws Exception {
            assumeTrue(closesUnansweredConnections());
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.waitForClientClose();
                left.open();
                new Gate().await();
            });
            open(builder().connectTimeout(SHORT));

            left.await();
        }

        @Test
        void of_a_stream_that_is_silent_is_a_loss() throws Exception {
            server.on("/", streaming("id: 1\ndata: x\n\n"), streaming(""));
            open(builder().idleTimeout(SHORT));
            server.nextRequest();
            recorder.nextOpen();
            recorder.nextMessage();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.reason()).isEqualTo("nothing came for 2 s");
            assertThat(server.nextRequest().lastEventId()).contains("1");
        }
    }

    @Nested
    class An_event_that_is_too_large {

        @Test
        void is_the_end() throws Exception {
            server.on("/", streaming("data: " + "x".repeat(5000) + "\n\ndata: small\n\n"));
            EventSource source = open(builder().maxEventSize(1000));
            recorder.nextOpen();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.cause()).containsInstanceOf(EventTooLargeException.class);
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void is_the_end_though_its_line_goes_on() throws Exception {
            server.on("/", streaming("data: " + "x".repeat(120)));
            open(builder().maxEventSize(50));
            recorder.nextOpen();

            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.TOO_LARGE);
        }
    }

    @Nested
    class Close {

        @Test
        void of_a_silent_stream_reaches_the_server() throws Exception {
            assumeTrue(closesSilentConnections());
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                connection.waitForClientClose();
                left.open();
            });
            EventSource source = open();
            recorder.nextOpen();
            recorder.nextMessage();
            source.close();

            left.await();
        }

        @Test
        void before_the_response_reaches_the_server() throws Exception {
            assumeTrue(closesUnansweredConnections());
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.waitForClientClose();
                left.open();
            });
            EventSource source = open();
            server.nextRequest();
            source.close();

            left.await();
        }

        @Test
        void from_a_listener_reaches_the_server() throws Exception {
            assumeTrue(closesSilentConnections());
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                connection.waitForClientClose();
                left.open();
            });
            open(builder().onMessage(message -> message.target().orElseThrow().close()));

            left.await();
        }

        @Test
        void is_immediate_and_fires_no_event() throws Exception {
            server.on("/", streaming("data: x\n\n"));
            EventSource source = open();
            recorder.nextOpen();
            recorder.nextMessage();
            source.close();
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);

            // Listeners receive events of the stream before this event of the application.
            source.dispatchEvent(OpenEvent.of());
            recorder.nextOpen();
            assertThat(recorder.rest()).isEmpty();
        }

        @Test
        void may_be_called_in_any_state_and_again() throws Exception {
            EventSource source = open();
            source.close();
            source.close();

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void from_a_listener_lets_the_others_hear_the_event_and_no_more() throws Exception {
            List<String> heard = new ArrayList<>();
            Gate end = new Gate();
            server.on("/", streaming("data: a\n\ndata: b\n\n"));
            EventSource source = open(choose(EventSource.builder(server.uri("/")))
                    .onMessage(message -> message.target().orElseThrow().close())
                    .addEventListener("message", message -> {
                        heard.add(message.data());
                        end.open();
                    }));
            end.await();

            // A listener gets the stream's events before the application's own events.
            source.dispatchEvent(OpenEvent.of());
            assertThat(heard).containsExactly("a");
        }

        @Test
        void while_a_listener_runs_does_not_wait_for_it_and_lets_the_others_hear_the_event() throws Exception {
            List<String> heard = new ArrayList<>();
            Gate running = new Gate();
            Gate goOn = new Gate();
            server.on("/", streaming("data: a\n\ndata: b\n\n"));
            EventSource source = open(choose(EventSource.builder(server.uri("/")))
                    .onMessage(message -> {
                        running.open();
                        goOn.await();
                    })
                    .addEventListener("message", message -> heard.add(message.data())));
            running.await();
            source.close();
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            goOn.open();

            source.dispatchEvent(OpenEvent.of());
            assertThat(heard).containsExactly("a");
        }

        @Test
        void does_not_interrupt_a_listener() throws Exception {
            Gate running = new Gate();
            Gate goOn = new Gate();
            Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
            server.on("/", streaming("data: a\n\n"));
            EventSource source = open(builder().onMessage(message -> {
                running.open();
                goOn.await();
                interrupted.add(Thread.currentThread().isInterrupted());
            }));
            running.await();
            source.close();
            goOn.open();

            source.dispatchEvent(OpenEvent.of());
            assertThat(interrupted).containsExactly(false);
        }
    }

    @Nested
    class An_event_of_the_application {

        @Test
        void waits_until_listeners_are_done() throws Exception {
            List<String> heard = new ArrayList<>();
            Gate running = new Gate();
            Gate goOn = new Gate();
            server.on("/", streaming("data: server's\n\n"));
            EventSource source = open(builder()
                    .onMessage(message -> {
                        running.open();
                        goOn.await();
                    })
                    .addEventListener(MessageEvent.class, message -> heard.add(message.data())));
            running.await();
            Thread other = new Thread(() -> source.dispatchEvent(MessageEvent.of("own", "own")));
            other.start();
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Patience.LIMIT)
                    .until(() -> other.getState() == Thread.State.WAITING);
            assertThat(heard).isEmpty();
            goOn.open();
            other.join(Patience.LIMIT.toMillis());

            assertThat(heard).containsExactly("server's", "own");
        }

        @Test
        void runs_on_the_thread_that_dispatches_it() {
            List<Thread> threads = new ArrayList<>();
            EventSource source = open(builder().addEventListener("own", event -> threads.add(Thread.currentThread())));
            source.dispatchEvent(MessageEvent.of("own", ""));

            assertThat(threads).containsExactly(Thread.currentThread());
        }

        @Test
        void may_be_dispatched_by_a_listener_of_the_server_s() throws Exception {
            server.on("/", streaming("data: x\n\n"));
            open(builder()
                    .onMessage(
                            message -> message.target().orElseThrow().dispatchEvent(MessageEvent.of("own", "inner"))));
            recorder.nextOpen();

            assertThat(List.of(
                            recorder.nextMessage().data(),
                            recorder.nextMessage().data()))
                    .containsExactly("x", "inner");
        }

        @Test
        void is_heard_when_the_source_is_closed() throws Exception {
            EventSource source = open();
            source.close();
            source.dispatchEvent(MessageEvent.of("own", "late"));

            assertThat(recorder.nextMessage().data()).isEqualTo("late");
        }
    }

    @Nested
    class A_listener_that_fails {

        @Test
        void does_not_cost_the_connection() throws Exception {
            server.on("/", streaming("data: a\n\ndata: b\n\n"));
            open(choose(EventSource.builder(server.uri("/")))
                    .addEventListener(Event.class, event -> {
                        throw new IllegalStateException("as if");
                    })
                    .addEventListener(Event.class, recorder));
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("a");
            assertThat(recorder.nextMessage().data()).isEqualTo("b");
            server.nextRequest();
            assertThat(server.pendingRequests()).isEmpty();
        }

        @Test
        void with_the_virtual_machine_is_the_end() throws Exception {
            OutOfMemoryError failure = new OutOfMemoryError("as if");
            server.on("/", streaming("data: a\n\ndata: b\n\n"));
            EventSource source = open(builder().onMessage(message -> {
                throw failure;
            }));
            recorder.nextOpen();
            recorder.nextMessage();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.cause()).containsSame(failure);
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Nested
    class A_listener_that_is_slow {

        private static final int PIECES = 4096;

        @Test
        void keeps_the_server_from_sending_on() throws Exception {
            String piece = ": " + "x".repeat(16 * 1024) + "\n";
            AtomicLong sent = new AtomicLong();
            Gate goOn = new Gate();
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                for (int i = 0; i < PIECES; i++) {
                    connection.events(piece);
                    sent.incrementAndGet();
                }
                connection.events("data: last\n\n");
                new Gate().await();
            });
            open(builder().addEventListener("message", message -> goOn.await(), ONCE));
            recorder.nextOpen();
            recorder.nextMessage();
            AtomicLong before = new AtomicLong(-1);
            await().atMost(Patience.LIMIT).pollInterval(POLL).until(() -> before.getAndSet(sent.get()) == sent.get());

            assertThat(sent).hasValueLessThan(PIECES);
            goOn.open();
            assertThat(recorder.nextMessage().data()).isEqualTo("last");
        }
    }

    @Nested
    class The_url_on_the_wire {

        @Test
        void is_percent_encoded_ascii() throws Exception {
            server.on("/caf%C3%A9", connection -> connection.stream("data: x\n\n"));
            open(builder(URI.create(server.url("/caf\u00e9?q=\u20ac&r=%2F\ud83d\ude00"))));

            assertThat(server.nextRequest().target()).isEqualTo("/caf%C3%A9?q=%E2%82%AC&r=%2F%F0%9F%98%80");
        }

        /** If it were normalised, it would be another name. */
        @Test
        void has_the_characters_that_were_given() throws Exception {
            open(builder(URI.create(server.url("/cafe\u0301"))));

            assertThat(server.nextRequest().target()).isEqualTo("/cafe%CC%81");
        }

        /** The server's bytes are UTF-8 for the first character, and ISO 8859-1 for the last. */
        @Test
        void is_percent_encoded_as_the_bytes_of_a_redirect() throws Exception {
            server.on(
                    "/",
                    connection -> connection.respond(302, "Location: /caf\u00c3\u00a9?\u00fc", "Content-Length: 0"));
            open(builder());
            server.nextRequest();

            assertThat(server.nextRequest().target()).isEqualTo("/caf%C3%A9?%FC");
        }
    }

    @Nested
    class Sources_that_dispatch_to_each_other {

        /** Both sources are in a listener at that time. */
        @Test
        void do_not_wait_for_each_other_forever() throws Exception {
            CyclicBarrier both = new CyclicBarrier(2);
            CountDownLatch heard = new CountDownLatch(2);
            Gate end = new Gate();
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                end.await();
            });
            AtomicReference<EventSource> first = new AtomicReference<>();
            AtomicReference<EventSource> second = new AtomicReference<>();
            Gate opened = new Gate();
            first.set(open(dispatching(second, opened, both, heard)));
            second.set(open(dispatching(first, opened, both, heard)));
            opened.open();

            assertThat(heard.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            end.open();
        }

        private EventSource.Builder dispatching(
                AtomicReference<EventSource> other, Gate opened, CyclicBarrier both, CountDownLatch heard) {
            return builder()
                    .onMessage(message -> {
                        opened.await();
                        both.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
                        other.get().dispatchEvent(MessageEvent.of("inner", ""));
                    })
                    .addEventListener("inner", inner -> heard.countDown());
        }
    }

    @Nested
    class A_stack_overflow {

        @Test
        void in_a_listener_is_a_failure_of_that_message() throws Exception {
            server.on("/", connection -> {
                connection.stream("data: x\n\ndata: y\n\n");
                connection.waitForClientClose();
            });
            EventSource source = open(builder().onMessage(message -> {
                throw new StackOverflowError("by the test");
            }));
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("x");
            assertThat(recorder.nextMessage().data()).isEqualTo("y");
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }

        @Test
        void in_the_text_of_a_failure_does_not_end_the_stream() throws Exception {
            server.on("/", connection -> {
                connection.stream("data: x\n\ndata: y\n\n");
                connection.waitForClientClose();
            });
            EventSource source = open(builder().onMessage(message -> {
                throw new IllegalStateException() {
                    @Override
                    public String getMessage() {
                        return "a " + this;
                    }
                };
            }));
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("x");
            assertThat(recorder.nextMessage().data()).isEqualTo("y");
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }
}
