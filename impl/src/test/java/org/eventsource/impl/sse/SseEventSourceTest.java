package org.eventsource.impl.sse;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventTooLargeException;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseEventSourceTest {

    /** Keeps a stream open until the test is over. */
    private static final SseHandler SILENT_STREAM = connection -> {
        connection.stream();
        connection.waitForClientClose(Patience.LIMIT);
    };

    private final HeardEvents heard = new HeardEvents();
    private final Client client = ClientBuilder.newClient();
    private final BlockingQueue<Long> requested = new LinkedBlockingQueue<>();
    private final List<SseEventSource> sources = new ArrayList<>();
    private SseServer server;

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        sources.forEach(source -> source.close(0, SECONDS));
        server.close();
        client.close();
    }

    private SseEventSource build(WebTarget target) {
        SseEventSource source = builder(target).build();
        sources.add(source);
        return source;
    }

    private static SseEventSource.Builder builder(WebTarget target) {
        return new SseEventSourceBuilder().target(target).reconnectingEvery(100, MILLISECONDS);
    }

    private SseEventSource open(SseHandler first, SseHandler... following) {
        server.on("/prices", first, following);
        SseEventSource source = build(target());
        heard.registerWith(source);
        source.open();
        return source;
    }

    private WebTarget target() {
        return client.target(server.uri("/prices"));
    }

    /** A stream that stays open after these events. */
    private static SseHandler stream(String events) {
        return connection -> {
            connection.stream(events);
            connection.waitForClientClose(Patience.LIMIT);
        };
    }

    private static SseHandler answer(int status, String... headers) {
        return connection -> connection.respond(status, headers);
    }

    @Nested
    class Events {

        @Test
        void an_event_tells_all_fields_of_its_block() throws Exception {
            open(stream(": a comment\nid: 7\nevent: tick\nretry: 3000\ndata: one\ndata: two\n\n"));

            InboundSseEvent event = heard.nextEvent();
            assertThat(event.getId()).isEqualTo("7");
            assertThat(event.getName()).isEqualTo("tick");
            assertThat(event.getComment()).isEqualTo("a comment");
            assertThat(event.isReconnectDelaySet()).isTrue();
            assertThat(event.getReconnectDelay()).isEqualTo(3000);
            assertThat(event.isEmpty()).isFalse();
            assertThat(event.readData()).isEqualTo("one\ntwo");
        }

        @Test
        void what_the_block_does_not_say_is_null_even_if_a_block_before_did() throws Exception {
            open(stream(": c\nid: 7\nevent: tick\nretry: 3000\ndata: one\n\ndata: two\n\n"));

            heard.nextEvent();
            InboundSseEvent event = heard.nextEvent();
            assertThat(event.getId()).isNull();
            assertThat(event.getName()).isNull();
            assertThat(event.getComment()).isNull();
            assertThat(event.isReconnectDelaySet()).isFalse();
            assertThat(event.getReconnectDelay()).isEqualTo(SseEvent.RECONNECT_NOT_SET);
            assertThat(event.readData()).isEqualTo("two");
        }

        @Test
        void a_block_of_comments_alone_is_an_empty_event() throws Exception {
            open(stream(": first\n:second\n\n"));

            InboundSseEvent event = heard.nextEvent();
            assertThat(event.getComment()).isEqualTo("first\nsecond");
            assertThat(event.isEmpty()).isTrue();
            assertThat(event.readData()).isEmpty();
        }

        @Test
        void blank_lines_alone_are_no_events() throws Exception {
            open(stream("\n\n\ndata: one\n\n\n\ndata: two\n\n"));

            assertThat(heard.nextEvent().readData()).isEqualTo("one");
            assertThat(heard.nextEvent().readData()).isEqualTo("two");
            assertThat(heard.rest()).isEmpty();
        }

        @Test
        void an_unfinished_block_leaves_nothing_to_the_next_stream() throws Exception {
            open(connection -> connection.stream(": half\nretry: 100\nid: 1\ndata: half\n"), stream("data: whole\n\n"));

            InboundSseEvent event = heard.nextEvent();
            assertThat(event.getComment()).isNull();
            assertThat(event.getId()).isNull();
            assertThat(event.isReconnectDelaySet()).isFalse();
            assertThat(event.readData()).isEqualTo("whole");
        }

        @Test
        void endless_comments_do_not_pile_up() throws Exception {
            String line = ": " + "x".repeat(1000) + "\n";
            open(stream(line.repeat(200) + "\n"));

            assertThat(heard.nextEvent().getComment()).hasSizeBetween(1000, 64 * 1024);
        }

        @Test
        void the_text_of_an_event_keeps_its_data_to_itself() throws Exception {
            open(stream("id: 7\ndata: secret\n\n"));

            assertThat(heard.nextEvent())
                    .asString()
                    .contains("id=7", "6 characters")
                    .doesNotContain("secret");
        }
    }

    @Nested
    class Responses {

        @Test
        void a_204_completes_and_does_nothing_else() throws Exception {
            SseEventSource source = open(answer(204));

            heard.nextIsCompletion();
            assertThat(source.isOpen()).isFalse();
            assertThat(source.close(10, SECONDS)).isTrue();
            assertThat(heard.rest()).isEmpty();
            assertThat(server.nextRequest().header("Accept")).contains("text/event-stream");
            assertThat(server.pendingRequests()).isEmpty();
        }

        @Test
        void a_204_after_a_stream_completes() throws Exception {
            open(connection -> connection.stream("data: one\n\n"), answer(204));

            heard.nextEvent();
            heard.nextIsCompletion();
        }

        @Test
        void a_204_with_the_type_of_a_stream_is_a_stream_that_ended() throws Exception {
            open(answer(204, "Content-Type: text/event-stream"), stream("data: one\n\n"));

            assertThat(heard.nextEvent().readData()).isEqualTo("one");
        }

        @ParameterizedTest
        @ValueSource(ints = {201, 205, 400, 401, 404, 429, 500, 502, 504})
        void any_other_status_is_an_error_that_carries_the_response(int status) throws Exception {
            SseEventSource source = open(answer(status, "X-Reason: because", "Content-Length: 0"));

            assertThat(heard.nextError()).isInstanceOfSatisfying(WebApplicationException.class, error -> {
                assertThat(error.getResponse().getStatus()).isEqualTo(status);
                assertThat(error.getResponse().getHeaderString("X-Reason")).isEqualTo("because");
                assertThat(error).hasMessageContaining(Integer.toString(status));
            });
            assertThat(source.isOpen()).isFalse();
            source.close(10, SECONDS);
            assertThat(heard.rest()).as("completion after an error").isEmpty();
        }

        @Test
        void another_content_type_is_an_error() throws Exception {
            open(answer(200, "Content-Type: text/html"));

            assertThat(heard.nextError())
                    .isInstanceOfSatisfying(
                            WebApplicationException.class,
                            error -> assertThat(error.getResponse().getHeaderString("Content-Type"))
                                    .isEqualTo("text/html"))
                    .hasMessageContaining("text/html");
        }

        @Test
        void no_content_type_is_an_error() throws Exception {
            open(answer(200));

            assertThat(heard.nextError()).isInstanceOf(WebApplicationException.class);
        }

        @Test
        void a_503_with_seconds_to_wait_is_tried_again_after_them_and_nobody_hears_of_it() throws Exception {
            var refusedAt = new FutureTask<>(System::nanoTime);
            SseEventSource source = open(
                    connection -> {
                        refusedAt.run();
                        connection.respond(503, "Retry-After: 1", "Content-Length: 0");
                    },
                    stream("data: one\n\n"));

            server.nextRequest();
            assertThat(source.isOpen()).isTrue();
            assertThat(heard.nextEvent().readData()).isEqualTo("one");
            assertThat(System.nanoTime() - refusedAt.get()).isGreaterThanOrEqualTo(SECONDS.toNanos(1));
        }

        @Test
        void a_503_with_a_date_to_wait_for_is_tried_again() throws Exception {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
            open(answer(503, "Retry-After: " + date, "Content-Length: 0"), stream("data: one\n\n"));

            assertThat(heard.nextEvent().readData()).isEqualTo("one");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "Retry-After: soon", "Retry-After: -1"})
        void a_503_that_does_not_say_when_is_an_error(String header) throws Exception {
            open(answer(503, header.isEmpty() ? "Content-Length: 0" : header, "X-Other: 1"));

            assertThat(heard.nextError()).isInstanceOf(WebApplicationException.class);
        }

        @Test
        void closing_after_a_503_completes_although_no_stream_came() throws Exception {
            SseEventSource source = open(
                    answer(503, "Retry-After: 1", "Content-Length: 0"),
                    connection -> connection.waitForClientClose(Patience.LIMIT));

            server.nextRequest();
            server.nextRequest();
            assertThat(source.close(10, SECONDS)).isTrue();
            heard.nextIsCompletion();
        }

        @Test
        @Tag("large")
        void too_large_an_event_is_an_error() throws Exception {
            open(connection -> {
                connection.stream("data: ");
                String piece = "x".repeat(1024 * 1024);
                for (int i = 0; i < 17; i++) {
                    connection.events(piece);
                }
            });

            assertThat(heard.nextError()).isInstanceOf(EventTooLargeException.class);
        }
    }

    @Nested
    class Reconnection {

        @Test
        void a_lost_connection_is_resumed_after_the_last_event_and_the_source_stays_open() throws Exception {
            var gate = new Gate();
            SseEventSource source = open(connection -> connection.stream("id: 7\ndata: one\n\n"), connection -> {
                gate.await();
                connection.stream("data: two\n\n");
                connection.waitForClientClose(Patience.LIMIT);
            });

            assertThat(server.nextRequest().lastEventId()).isEmpty();
            heard.nextEvent();
            assertThat(server.nextRequest().lastEventId()).contains("7");
            assertThat(source.isOpen()).as("while it reconnects").isTrue();
            gate.open();
            assertThat(heard.nextEvent().readData()).isEqualTo("two");
        }

        @Test
        void a_torn_connection_is_retried() throws Exception {
            open(
                    connection -> {
                        connection.stream("data: one\n\n");
                        connection.reset();
                    },
                    stream("data: two\n\n"));

            // A reset may overtake the data.
            InboundSseEvent event = heard.nextEvent();
            assertThat(event.readData().equals("one") ? heard.nextEvent().readData() : event.readData())
                    .isEqualTo("two");
        }

        @Test
        void a_refused_connection_is_retried_and_nobody_hears_of_it() throws Exception {
            URI uri;
            try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                uri = URI.create("http://127.0.0.1:" + unused.getLocalPort());
            }
            SseEventSource source = build(client.target(uri));
            heard.registerWith(source);
            source.open();
            try (ServerSocket late = new ServerSocket(uri.getPort(), 1, InetAddress.getLoopbackAddress());
                    Socket connection = late.accept()) {
                SseRequest.read(connection.getInputStream());
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: one\n\n".getBytes());
                assertThat(heard.nextEvent().readData()).isEqualTo("one");
            }
        }

        @Test
        void the_delay_is_half_a_second_where_nothing_is_said() throws Exception {
            server.on("/prices", timed("data: one\n\n"));
            SseEventSource source = new SseEventSourceBuilder().target(target()).build();
            sources.add(source);
            heard.registerWith(source);
            source.open();

            assertThat(timeToNextRequest()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        }

        @Test
        void the_delay_does_not_grow() throws Exception {
            long begun = System.nanoTime();
            open(connection -> connection.stream());

            for (int i = 0; i < 8; i++) {
                server.nextRequest();
            }
            // If they doubled, seven delays from 100 ms on would take 12.7 s.
            assertThat(System.nanoTime() - begun).isBetween(MILLISECONDS.toNanos(700), SECONDS.toNanos(6));
        }

        @Test
        void the_server_may_say_another_delay() throws Exception {
            open(timed("retry: 1000\n\n"));

            heard.nextEvent();
            assertThat(timeToNextRequest()).isGreaterThan(Duration.ofMillis(900));
        }

        /** Keeps the time of each request, and ends the stream afterwards. */
        private SseHandler timed(String events) {
            return connection -> {
                requested.add(System.nanoTime());
                connection.stream(events);
            };
        }

        private Duration timeToNextRequest() throws InterruptedException {
            long first = nextTime();
            return Duration.ofNanos(nextTime() - first);
        }

        private long nextTime() throws InterruptedException {
            Long time = requested.poll(Patience.LIMIT.toSeconds(), SECONDS);
            assertThat(time).as("the time of a request").isNotNull();
            return time;
        }

        @Test
        void redirects_are_followed_with_all_that_the_target_was_given() throws Exception {
            server.on("/old", answer(307, "Location: /new?from=old", "Content-Length: 0"))
                    .on("/new", stream("data: one\n\n"));
            ClientRequestFilter token = context -> context.getHeaders().putSingle("Authorization", "secret");
            SseEventSource source = build(client.target(server.uri("/old")).register(token));
            heard.registerWith(source);
            source.open();

            heard.nextEvent();
            assertThat(server.nextRequest().header("Authorization")).contains("secret");
            SseRequest redirected = server.nextRequest();
            assertThat(redirected.target()).isEqualTo("/new?from=old");
            assertThat(redirected.header("Authorization")).contains("secret");
        }

        @Test
        void a_redirect_to_another_origin_gets_no_headers_of_the_application() throws Exception {
            try (SseServer stranger = SseServer.start()) {
                stranger.on("/", SILENT_STREAM);
                server.on("/prices", answer(302, "Location: " + stranger.url("/"), "Content-Length: 0"));
                ClientRequestFilter token = context -> {
                    context.getHeaders().putSingle("Authorization", "secret");
                    context.getHeaders().putSingle("X-Tenant", "me");
                };
                SseEventSource source = build(target().register(token));
                source.open();

                SseRequest request = stranger.nextRequest();
                assertThat(request.header("Authorization")).isEmpty();
                assertThat(request.header("X-Tenant")).isEmpty();
                assertThat(request.header("Accept")).contains("text/event-stream");
                source.close(0, SECONDS);
            }
        }
    }

    @Nested
    class Consumers {

        @Test
        void one_that_throws_keeps_nothing_from_itself_or_from_others() throws Exception {
            server.on("/prices", stream("data: one\n\ndata: two\n\n"));
            SseEventSource source = build(target());
            var calls = new AtomicInteger();
            source.register(event -> {
                calls.incrementAndGet();
                throw new IllegalStateException("meant for the log");
            });
            heard.registerWith(source);
            source.open();

            assertThat(heard.nextEvent().readData()).isEqualTo("one");
            assertThat(heard.nextEvent().readData()).isEqualTo("two");
            assertThat(calls).hasValue(2);
            assertThat(heard.rest()).isEmpty();
        }

        @Test
        void an_error_consumer_that_throws_keeps_nothing_from_others() throws Exception {
            server.on("/prices", answer(500));
            SseEventSource source = build(target());
            source.register(event -> {}, error -> {
                throw new AssertionError("meant for the log");
            });
            heard.registerWith(source);
            source.open();

            heard.nextError();
        }

        @Test
        void one_may_be_registered_while_the_source_is_open() throws Exception {
            var gate = new Gate();
            SseEventSource source = open(connection -> {
                connection.stream("data: one\n\n");
                gate.await();
                connection.events("data: two\n\n");
                connection.waitForClientClose(Patience.LIMIT);
            });
            heard.nextEvent();
            var late = new HeardEvents();
            late.registerWith(source);
            gate.open();

            assertThat(late.nextEvent().readData()).isEqualTo("two");
        }

        @Test
        void none_may_be_null() {
            SseEventSource source = build(target());

            assertThatIllegalArgumentException().isThrownBy(() -> source.register(null));
            assertThatIllegalArgumentException().isThrownBy(() -> source.register(event -> {}, null));
            assertThatIllegalArgumentException().isThrownBy(() -> source.register(null, error -> {}));
            assertThatIllegalArgumentException().isThrownBy(() -> source.register(event -> {}, error -> {}, null));
            assertThatIllegalArgumentException().isThrownBy(() -> source.register(event -> {}, null, () -> {}));
            assertThatIllegalArgumentException().isThrownBy(() -> source.register(null, error -> {}, () -> {}));
        }
    }

    @Nested
    class Lifecycle {

        @Test
        void a_source_is_opened_once() {
            server.on("/prices", SILENT_STREAM);
            SseEventSource source = build(target());
            assertThat(source.isOpen()).isFalse();
            source.open();
            assertThat(source.isOpen()).isTrue();

            assertThatIllegalStateException().isThrownBy(source::open);
            source.close(0, SECONDS);
            assertThat(source.isOpen()).isFalse();
            assertThatIllegalStateException().isThrownBy(source::open);
        }

        @Test
        void a_source_that_was_never_opened_is_closed_at_once_and_for_good() {
            SseEventSource source = build(target());
            heard.registerWith(source);

            assertThat(source.close(0, SECONDS)).isTrue();
            assertThatIllegalStateException().isThrownBy(source::open);
            assertThat(heard.rest()).isEmpty();
            assertThat(server.pendingRequests()).isEmpty();
        }

        @Test
        void closing_after_a_connection_completes_once() throws Exception {
            SseEventSource source = open(stream("data: one\n\n"));
            heard.nextEvent();

            assertThat(source.close(10, SECONDS)).isTrue();
            assertThat(source.close(10, SECONDS)).isTrue();
            source.close();
            heard.nextIsCompletion();
            assertThat(heard.rest()).isEmpty();
        }

        @Test
        void closing_without_a_connection_does_not_complete() throws Exception {
            SseEventSource source = open(connection -> connection.reset());
            server.nextRequest();
            server.nextRequest();

            assertThat(source.close(10, SECONDS)).isTrue();
            assertThat(heard.rest()).isEmpty();
        }

        @Test
        void closing_waits_for_a_running_consumer_as_long_as_it_may() throws Exception {
            var running = new CountDownLatch(1);
            var gate = new Gate();
            var returned = new AtomicBoolean();
            server.on("/prices", stream("data: one\n\ndata: two\n\n"));
            SseEventSource source = build(target());
            source.register(event -> {
                running.countDown();
                awaitUninterrupted(gate);
                returned.set(true);
            });
            heard.registerWith(source);
            source.open();
            running.await();

            assertThat(source.close(1, NANOSECONDS)).isFalse();
            assertThat(source.isOpen()).isFalse();
            gate.open();
            assertThat(source.close(10, SECONDS)).isTrue();
            assertThat(returned).isTrue();
            assertThat(heard.nextEvent().readData()).isEqualTo("one");
            heard.nextIsCompletion();
            assertThat(heard.rest()).as("no event begins after the close").isEmpty();
        }

        @Test
        void closing_from_a_consumer_does_not_wait_for_it() throws Exception {
            server.on("/prices", stream("data: one\n\ndata: two\n\n"));
            SseEventSource source = build(target());
            var result = new FutureTask<>(() -> source.close(1, DAYS));
            source.register(event -> result.run());
            heard.registerWith(source);
            source.open();

            assertThat(result.get(10, SECONDS)).as("whether all is done").isFalse();
            assertThat(source.close(10, SECONDS)).isTrue();
            assertThat(heard.nextEvent().readData()).isEqualTo("one");
            heard.nextIsCompletion();
            assertThat(heard.rest()).isEmpty();
        }

        @Test
        void an_interrupt_ends_the_waiting_and_is_kept() throws Exception {
            var running = new CountDownLatch(1);
            var gate = new Gate();
            server.on("/prices", stream("data: one\n\n"));
            SseEventSource source = build(target());
            source.register(event -> {
                running.countDown();
                awaitUninterrupted(gate);
            });
            source.open();
            running.await();

            Thread.currentThread().interrupt();
            boolean done = source.close(10, SECONDS);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(done).isFalse();
            gate.open();
            assertThat(source.close(10, SECONDS)).isTrue();
        }

        /** Other clients need a virtual thread for it. */
        @Test
        @EnabledIfSystemProperty(named = "rest.client", matches = "org.jboss.resteasy")
        void closing_reaches_the_server_though_the_stream_is_silent() throws Exception {
            var left = new CountDownLatch(1);
            SseEventSource source = open(connection -> {
                connection.stream("data: one\n\n");
                connection.waitForClientClose(Patience.LIMIT);
                left.countDown();
            });
            heard.nextEvent();
            source.close();

            assertThat(left.await(5, SECONDS)).isTrue();
        }

        @Test
        void closing_from_the_completion_is_no_problem() throws Exception {
            server.on("/prices", answer(204));
            SseEventSource source = build(target());
            source.register(event -> {}, error -> {}, source::close);
            heard.registerWith(source);
            source.open();

            heard.nextIsCompletion();
            assertThat(source.close(10, SECONDS)).isTrue();
        }

        private static void awaitUninterrupted(Gate gate) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError("a consumer was interrupted", e);
            }
        }
    }

    @Nested
    class Targets {

        @Test
        void they_are_of_the_client_that_is_meant() {
            assertThat(target().getClass().getName())
                    .startsWith(System.getProperty("rest.client", "org.glassfish.jersey"));
        }

        @Test
        void the_filters_of_client_and_target_see_each_request() throws Exception {
            ClientRequestFilter ofClient = context -> context.getHeaders().putSingle("X-Client", "c");
            ClientRequestFilter ofTarget = context -> context.getHeaders().putSingle("X-Target", "t");
            client.register(ofClient);
            server.on("/prices", connection -> connection.stream("data: one\n\n"), SILENT_STREAM);
            SseEventSource source = build(target().register(ofTarget));
            source.open();

            for (int i = 0; i < 2; i++) {
                SseRequest request = server.nextRequest();
                assertThat(request.header("X-Client")).contains("c");
                assertThat(request.header("X-Target")).contains("t");
            }
        }

        @Test
        void the_target_stays_as_it_was_and_the_client_open() throws Exception {
            WebTarget target = target();
            int registered = target.getConfiguration().getInstances().size();
            server.on("/prices", stream("data: one\n\n"), answer(200, "Content-Type: text/plain"));
            SseEventSource source = build(target);
            heard.registerWith(source);
            source.open();
            heard.nextEvent().readData(String.class);
            source.close(10, SECONDS);

            assertThat(target.getConfiguration().getInstances()).hasSize(registered);
            assertThat(target.request().get().getStatus()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a", "/a/", "/", "/a/b%20c?x=1&y=%C3%A9", "/a;m=1?q=a+b", "/a?x"})
        void the_uri_is_asked_for_as_it_is(String path) throws Exception {
            SseEventSource source = build(client.target(server.uri(path)));
            heard.registerWith(source);
            source.open();

            assertThat(server.nextRequest().target()).isEqualTo(path);
        }

        @Test
        void a_fragment_is_not_sent() throws Exception {
            SseEventSource source = build(client.target(server.uri("/a#b")));
            heard.registerWith(source);
            source.open();

            assertThat(server.nextRequest().target()).isEqualTo("/a");
        }

        @Test
        void one_target_serves_many_sources_at_once() throws Exception {
            server.on("/prices", stream("data: one\n\n"));
            WebTarget shared = target();
            int count = 5;
            var barrier = new CyclicBarrier(count);
            ExecutorService threads = Executors.newFixedThreadPool(count);
            List<Future<String>> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(threads.submit(() -> {
                    barrier.await();
                    var events = new HeardEvents();
                    try (SseEventSource source = builder(shared).build()) {
                        events.registerWith(source);
                        source.open();
                        return events.nextEvent().readData(String.class);
                    }
                }));
            }

            for (Future<String> text : texts) {
                assertThat(text.get(20, SECONDS)).isEqualTo("one");
            }
            threads.shutdown();
        }

        @Test
        void a_builder_needs_a_target_that_can_be_asked() {
            assertThatNullPointerException().isThrownBy(() -> new SseEventSourceBuilder().target(null));
            assertThatIllegalStateException().isThrownBy(() -> new SseEventSourceBuilder().build());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder(client.target("relative")).build());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder(client.target("ftp://localhost/")).build());
            // Clients differ in the exception for a template that is not resolved.
            assertThatThrownBy(() ->
                            builder(client.target("http://localhost/{id}")).build())
                    .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
        }

        /** Clients differ: some refuse such a target themselves. */
        @ParameterizedTest
        @ValueSource(strings = {"http://my_host/", "https://my_host:8443/prices"})
        void a_host_name_has_no_underscore(String url) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder(client.target(url)).build());
        }

        @Test
        void a_delay_is_not_negative() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder(target()).reconnectingEvery(-1, SECONDS));
            assertThat(builder(target())
                            .reconnectingEvery(Long.MAX_VALUE, NANOSECONDS)
                            .build())
                    .isNotNull();
        }

        @Test
        void a_client_that_was_closed_fails_no_consumer() {
            Client closed = ClientBuilder.newClient();
            WebTarget target = closed.target(server.uri("/prices"));
            SseEventSource source = build(target);
            closed.close();
            heard.registerWith(source);

            source.open();
            assertThat(source.close(10, SECONDS)).isTrue();
            assertThat(heard.rest()).isEmpty();
        }
    }
}
