package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.EventTooLargeException;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.testing.Recorder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A source without network, threads and clock: what it does with what an exchange brings, and when. */
class HttpEventSourceTest {

    private static final URI URL = URI.create("https://example.org/prices");

    private final ManualTimer timer = new ManualTimer();
    private final FakeTransport transport = new FakeTransport();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Recorder recorder = new Recorder();
    private final Listeners listeners = new Listeners((event, failure) -> {});
    private final Map<String, Supplier<? extends String>> headers = new TreeMap<>();

    private Duration reconnectionTime = Duration.ofSeconds(3);
    private Duration maxReconnectionTime = Duration.ofSeconds(30);
    private Set<Integer> reconnectOn = Set.of();
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ZERO;
    private Duration startupGrace = Duration.ZERO;
    private int maxEventSize = 1024;
    private String lastEventId = "";
    private double random;
    private Supplier<Map<String, String>> requestHeaders = Map::of;
    private boolean executorRefuses;
    private int releases;

    private EventSource open() {
        listeners.add(Event.class, recorder);
        Settings settings = new Settings(
                URL,
                false,
                reconnectionTime,
                maxReconnectionTime,
                reconnectOn,
                Set.of(),
                connectTimeout,
                idleTimeout,
                startupGrace,
                maxEventSize,
                lastEventId,
                headers,
                requestHeaders);
        return HttpEventSource.open(
                settings, listeners, new Ports(transport, this::execute, timer, () -> random), () -> releases++);
    }

    /** The next exchange, with the stream open and that told. */
    private FakeExchange stream() throws Exception {
        FakeExchange exchange = transport.next().stream();
        recorder.nextOpen();
        return exchange;
    }

    private void execute(Runnable task) {
        if (executorRefuses) {
            throw new RejectedExecutionException("as if shut down");
        }
        tasks.add(task);
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void pass(Duration time) {
        timer.advance(time);
        runTasks();
    }

    private void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** Fails the next attempt and says how long the source will wait; it has waited when this returns. */
    private Duration delayAfterRefusal() throws Exception {
        transport.next().fail(new ConnectException());
        Duration delay = recorder.nextError().reconnectIn().orElseThrow();
        pass(delay);
        return delay;
    }

    private static EventListener<Event> throwing(Error error) {
        return event -> {
            throw error;
        };
    }

    @Nested
    class The_first_attempt {

        @Test
        void is_made_at_once() throws Exception {
            EventSource source = open();

            assertThat(transport.next().request().uri()).isEqualTo(URL);
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void asks_for_no_event_in_particular() throws Exception {
            open();

            assertThat(transport.next().request().lastEventId()).isEmpty();
        }

        @Test
        void resumes_where_the_application_says() throws Exception {
            lastEventId = "41";
            open();

            assertThat(transport.next().request().lastEventId()).isEqualTo("41");
        }

        @Test
        void that_succeeds_is_announced() throws Exception {
            EventSource source = open();
            boolean wanted = transport.next().respond(200, "Content-Type", "text/event-stream");

            assertThat(wanted).isTrue();
            assertThat(recorder.nextOpen().target()).containsSame(source);
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }

        @Test
        void that_is_refused_is_tried_again() throws Exception {
            EventSource source = open();
            ConnectException cause = new ConnectException("refused");
            FakeExchange exchange = transport.next();
            exchange.request();
            exchange.fail(cause);

            assertThat(recorder.nextError())
                    .isEqualTo(ErrorEvent.of(
                            ReadyState.CONNECTING,
                            "https://example.org refused the connection",
                            OptionalInt.empty(),
                            Optional.of(cause),
                            Optional.of(Duration.ofSeconds(3))));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void that_is_answered_by_an_error_is_the_last() throws Exception {
            EventSource source = open();
            boolean wanted = transport.next().respond(404);

            assertThat(wanted).isFalse();
            assertThat(recorder.nextError())
                    .isEqualTo(ErrorEvent.of(
                            ReadyState.CLOSED,
                            "the server answered 404",
                            OptionalInt.of(404),
                            Optional.empty(),
                            Optional.empty()));
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(timer.isIdle()).isTrue();
            assertThat(releases).isEqualTo(1);
        }
    }

    @Nested
    class A_message {

        @Test
        void says_where_it_came_from_and_when() throws Exception {
            EventSource source = open();
            FakeExchange exchange = stream();
            passMillis(1234);
            exchange.send("event: tick\nid: 7\ndata: x\n\n");

            MessageEvent message = recorder.nextMessage();
            assertThat(message).isEqualTo(MessageEvent.of("tick", "x", "7", "https://example.org"));
            assertThat(message.target()).containsSame(source);
            assertThat(message.timeStamp()).isEqualTo(ManualTimer.START.plusMillis(1234));
        }

        @Test
        void has_the_id_of_an_earlier_one() throws Exception {
            open();
            stream().send("id: 7\ndata: a\n\ndata: b\n\n");

            assertThat(recorder.nextMessage().lastEventId()).isEqualTo("7");
            assertThat(recorder.nextMessage().lastEventId()).isEqualTo("7");
        }

        @Test
        void has_the_id_of_a_former_connection() throws Exception {
            open();
            stream().send("id: 7\ndata: a\n\n").end();
            pass(Duration.ofSeconds(3));
            recorder.nextMessage();
            recorder.nextError();
            stream().send("data: b\n\n");

            assertThat(recorder.nextMessage().lastEventId()).isEqualTo("7");
        }

        @Test
        void too_large_is_the_end() throws Exception {
            EventSource source = open();
            FakeExchange exchange = stream();
            exchange.send("data: " + "x".repeat(2000) + "\n\ndata: small\n\n");

            ErrorEvent error = recorder.nextError();
            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.cause()).containsInstanceOf(EventTooLargeException.class);
            assertThat(error.reason()).isEqualTo(error.cause().orElseThrow().getMessage());
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(exchange.isCancelled()).isTrue();
            assertThat(timer.isIdle()).isTrue();
            assertThat(recorder.rest()).isEmpty();
        }
    }

    @Nested
    class An_attempt_after {

        private Optional<String> idAfter(String stream) throws Exception {
            stream().send(stream).end();
            pass(Duration.ofSeconds(3));
            return Optional.of(transport.next().request().lastEventId());
        }

        @Test
        void an_id_resumes_there() throws Exception {
            open();

            assertThat(idAfter("id: 7\ndata: x\n\n")).contains("7");
        }

        @Test
        void a_block_of_an_id_alone_resumes_there() throws Exception {
            open();

            assertThat(idAfter("id: 7\ndata: x\n\nid: 8\n\n")).contains("8");
        }

        @Test
        void a_torn_block_resumes_before_it() throws Exception {
            open();

            assertThat(idAfter("id: 7\ndata: x\n\nid: 8\ndata: y\n")).contains("7");
        }

        @Test
        void an_empty_id_resumes_nowhere() throws Exception {
            lastEventId = "1";
            open();

            assertThat(idAfter("id\ndata: x\n\n")).contains("");
        }

        @Test
        void an_id_that_cannot_be_sent_goes_without() throws Exception {
            transport.sendsExactly(id -> !id.equals("é"));
            open();

            assertThat(idAfter("id: é\ndata: x\n\n")).contains("");
            assertThat(recorder.nextMessage().lastEventId()).isEqualTo("é");
        }

        @Test
        void a_torn_block_does_not_begin_in_its_middle() throws Exception {
            open();
            stream().send("data: torn").end();
            pass(Duration.ofSeconds(3));
            recorder.nextError();
            stream().send("\n\ndata: whole\n\n");

            assertThat(recorder.nextMessage().data()).isEqualTo("whole");
        }
    }

    @Nested
    class Delays {

        @Test
        void end_with_an_attempt_and_not_before() throws Exception {
            open();
            transport.next().fail(new ConnectException());
            passMillis(2999);
            assertThat(transport.isIdle()).isTrue();
            passMillis(1);

            assertThat(transport.next().request().uri()).isEqualTo(URL);
        }

        @Test
        void double_up_to_the_maximum() throws Exception {
            open();

            for (int seconds : new int[] {3, 6, 12, 24, 30, 30}) {
                assertThat(delayAfterRefusal()).isEqualTo(Duration.ofSeconds(seconds));
            }
        }

        @Test
        void are_short_again_after_an_event() throws Exception {
            open();
            delayAfterRefusal();
            delayAfterRefusal();
            stream().send("data: x\n\n").end();
            recorder.nextMessage();

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofSeconds(3));
        }

        @Test
        void are_short_again_after_a_minute_of_silence() throws Exception {
            open();
            delayAfterRefusal();
            FakeExchange exchange = stream();
            pass(Duration.ofMinutes(1));
            exchange.end();

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofSeconds(3));
        }

        @Test
        void grow_after_a_connection_that_was_too_short_to_prove_anything() throws Exception {
            open();
            delayAfterRefusal();
            FakeExchange exchange = stream();
            passMillis(59_999);
            exchange.send(": only a comment\n\nid: 1\n\n").end();

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofSeconds(6));
        }

        @Test
        void are_spread_by_up_to_half() throws Exception {
            random = 0.5;
            open();

            assertThat(delayAfterRefusal()).isEqualTo(Duration.ofMillis(3750));
        }

        @Test
        void are_not_spread_beyond_the_maximum() throws Exception {
            random = 0.5;
            maxReconnectionTime = Duration.ofSeconds(4);
            open();

            assertThat(delayAfterRefusal()).isEqualTo(Duration.ofMillis(3500));
        }

        @Test
        void are_what_the_stream_says() throws Exception {
            open();
            stream().send("retry: 500\n").end();

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofMillis(500));
        }

        @Test
        void are_what_a_former_stream_said() throws Exception {
            open();
            stream().send("retry: 500\ndata: x\n\n").end();
            passMillis(500);
            recorder.nextMessage();
            recorder.nextError();
            stream().send("data: x\n\n").end();
            recorder.nextMessage();

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofMillis(500));
        }

        @Test
        void are_what_a_response_asks_for() throws Exception {
            reconnectOn = Set.of(503);
            open();
            transport.next().respond(503, "Retry-After", "7");

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofSeconds(7));
        }

        @Test
        void are_those_of_a_starting_server_until_it_was_there() throws Exception {
            startupGrace = Duration.ofMinutes(1);
            open();
            for (int millis : new int[] {250, 500, 1000, 2000, 3000, 3000}) {
                transport.next().respond(404);
                assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofMillis(millis));
                passMillis(millis);
            }
            stream().send("data: x\n\n").end();
            recorder.nextMessage();

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofSeconds(3));
        }

        @Test
        void of_a_starting_server_end_with_the_grace() throws Exception {
            startupGrace = Duration.ofMinutes(1);
            open();
            FakeExchange last = transport.next();
            while (timer.now().isBefore(ManualTimer.START.plusSeconds(60))) {
                last.respond(404);
                pass(recorder.nextError().reconnectIn().orElseThrow());
                last = transport.next();
            }
            last.respond(404);

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
        }

        @Test
        void count_from_the_loss_and_not_from_the_end_of_the_listeners() throws Exception {
            listeners.add(ErrorEvent.class, event -> timer.advance(Duration.ofSeconds(2)));
            open();
            transport.next().fail(new ConnectException());
            passMillis(999);
            assertThat(transport.isIdle()).isTrue();
            passMillis(1);

            assertThat(transport.isIdle()).isFalse();
        }

        @Test
        void that_the_listeners_outlast_are_over() throws Exception {
            listeners.add(ErrorEvent.class, event -> timer.advance(Duration.ofSeconds(20)));
            open();
            transport.next().fail(new ConnectException());
            passMillis(0);

            assertThat(transport.isIdle()).isFalse();
        }
    }

    @Nested
    class A_time_out {

        @Test
        void without_a_response_is_a_failed_attempt() throws Exception {
            open();
            FakeExchange exchange = transport.next();
            exchange.request();
            passMillis(9999);
            assertThat(recorder.rest()).isEmpty();
            passMillis(1);

            assertThat(recorder.nextError())
                    .isEqualTo(ErrorEvent.of(
                            ReadyState.CONNECTING,
                            "no response within 10 s",
                            OptionalInt.empty(),
                            Optional.empty(),
                            Optional.of(Duration.ofSeconds(3))));
            assertThat(exchange.isCancelled()).isTrue();
        }

        @Test
        void also_ends_an_attempt_whose_headers_are_still_asked_for() throws Exception {
            open();
            FakeExchange exchange = transport.next();
            pass(Duration.ofSeconds(10));

            assertThat(recorder.nextError().reason()).isEqualTo("no response within 10 s");
            assertThat(exchange.isCancelled()).isTrue();
        }

        @Test
        void counts_redirects_in() throws Exception {
            open();
            FakeExchange exchange = transport.next();
            pass(Duration.ofSeconds(6));
            exchange.respond(302, "Location", "/elsewhere");
            pass(Duration.ofSeconds(4));

            assertThat(recorder.nextError().reason()).isEqualTo("no response within 10 s");
            assertThat(transport.next().isCancelled()).isTrue();
        }

        @Test
        void is_over_with_the_response() throws Exception {
            EventSource source = open();
            stream();
            pass(Duration.ofHours(10));

            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertThat(timer.isIdle()).isTrue();
        }

        @Test
        void that_is_told_of_after_the_response_came_is_none() throws Exception {
            EventSource source = open();
            timer.advance(Duration.ofSeconds(10));
            stream();
            runTasks();

            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertThat(recorder.rest()).isEmpty();
        }

        @Test
        void of_zero_never_comes() throws Exception {
            connectTimeout = Duration.ZERO;
            open();
            pass(Duration.ofHours(10));

            assertThat(recorder.rest()).isEmpty();
        }

        @Test
        void of_one_attempt_does_not_end_the_next() throws Exception {
            EventSource source = open();
            pass(Duration.ofSeconds(9));
            transport.next().fail(new ConnectException());
            recorder.nextError();
            pass(Duration.ofSeconds(3));
            pass(Duration.ofSeconds(9));

            assertThat(transport.next().isCancelled()).isFalse();
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(recorder.rest()).isEmpty();
        }

        @Test
        void says_the_time_in_words() throws Exception {
            connectTimeout = Duration.ofMillis(1500);
            open();
            pass(connectTimeout);

            assertThat(recorder.nextError().reason()).isEqualTo("no response within 1.5 s");
        }
    }

    @Nested
    class Silence {

        private FakeExchange exchange;

        private void openWithTimeout() throws Exception {
            idleTimeout = Duration.ofSeconds(30);
            open();
            exchange = stream();
        }

        @Test
        void for_too_long_is_a_loss() throws Exception {
            openWithTimeout();
            passMillis(29_999);
            assertThat(recorder.rest()).isEmpty();
            passMillis(1);

            assertThat(recorder.nextError())
                    .isEqualTo(ErrorEvent.of(
                            ReadyState.CONNECTING,
                            "nothing came for 30 s",
                            OptionalInt.empty(),
                            Optional.empty(),
                            Optional.of(Duration.ofSeconds(3))));
            assertThat(exchange.isCancelled()).isTrue();
        }

        @Test
        void is_broken_by_any_byte() throws Exception {
            openWithTimeout();
            for (String piece : List.of(":", " comment", "\n")) {
                pass(Duration.ofSeconds(20));
                exchange.send(piece);
            }
            passMillis(29_999);
            assertThat(recorder.rest()).isEmpty();
            passMillis(1);

            assertThat(recorder.nextError().reason()).isEqualTo("nothing came for 30 s");
        }

        @Test
        void while_listeners_run_is_not_the_server_s() throws Exception {
            listeners.add(MessageEvent.class, event -> timer.advance(Duration.ofSeconds(40)));
            openWithTimeout();
            exchange.send("data: x\n\n");
            runTasks();

            recorder.nextMessage();
            assertThat(recorder.rest()).isEmpty();
            assertThat(exchange.isCancelled()).isFalse();
        }

        @Test
        void after_listeners_that_took_long_is_a_loss() throws Exception {
            listeners.add(MessageEvent.class, event -> timer.advance(Duration.ofSeconds(40)));
            openWithTimeout();
            exchange.send("data: x\n\n");
            runTasks();
            recorder.nextMessage();
            passMillis(29_999);
            assertThat(recorder.rest()).isEmpty();
            passMillis(1);

            assertThat(recorder.nextError().reason()).isEqualTo("nothing came for 30 s");
        }

        @Test
        void may_last_for_ever_unless_the_application_says_otherwise() throws Exception {
            EventSource source = open();
            stream();
            pass(Duration.ofDays(100));

            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }

        @Test
        void after_the_close_is_nobody_s_business() throws Exception {
            idleTimeout = Duration.ofSeconds(30);
            EventSource source = open();
            stream();
            source.close();

            assertThat(timer.isIdle()).isTrue();
        }
    }

    @Nested
    class Headers {

        @Test
        void are_asked_for_at_every_attempt() throws Exception {
            List<String> tokens = new ArrayList<>(List.of("a", "b"));
            headers.put("Authorization", () -> tokens.remove(0));
            open();
            FakeExchange first = transport.next();

            assertThat(first.request().headers()).isEqualTo(Map.of("Authorization", "a"));
            first.fail(new ConnectException());
            pass(Duration.ofSeconds(3));
            assertThat(transport.next().request().headers()).isEqualTo(Map.of("Authorization", "b"));
        }

        @Test
        void asked_for_together_go_before_others_of_the_same_name_in_any_case() throws Exception {
            List<String> tokens = new ArrayList<>(List.of("a", "b"));
            headers.put("Authorization", () -> "old");
            headers.put("X-A", () -> "kept");
            requestHeaders = () -> Map.of("authorization", tokens.remove(0));
            open();
            FakeExchange first = transport.next();
            assertThat(first.request().headers()).isEqualTo(Map.of("authorization", "a", "X-A", "kept"));
            first.fail(new ConnectException());
            pass(Duration.ofSeconds(3));
            assertThat(transport.next().request().headers()).isEqualTo(Map.of("authorization", "b", "X-A", "kept"));
        }

        @Test
        void that_are_null_are_left_out() throws Exception {
            headers.put("X-A", () -> null);
            headers.put("X-B", () -> "b");
            open();

            assertThat(transport.next().request().headers()).isEqualTo(Map.of("X-B", "b"));
        }

        @Test
        void that_cannot_be_asked_for_are_a_failed_attempt() throws Exception {
            IllegalArgumentException cause = new IllegalArgumentException("no token");
            headers.put("Authorization", () -> {
                throw cause;
            });
            open();
            FakeExchange exchange = transport.next();

            assertThatIllegalStateException().isThrownBy(exchange::request);
            ErrorEvent error = recorder.nextError();
            assertThat(error.reconnectIn()).contains(Duration.ofSeconds(3));
            assertThat(error.reason()).contains("the supplier of header Authorization failed", "no token");
            assertThat(error.cause())
                    .hasValueSatisfying(failure -> assertThat(failure).hasCause(cause));
        }

        @Test
        void that_another_server_refuses_to_give_are_not_blamed_on_this_one() throws Exception {
            headers.put("Authorization", () -> {
                throw new IllegalStateException(new ConnectException("tokens.example.org"));
            });
            open();
            FakeExchange exchange = transport.next();

            assertThatIllegalStateException().isThrownBy(exchange::request);
            assertThat(recorder.nextError().reason())
                    .contains("the supplier of header Authorization failed")
                    .doesNotContain("https://example.org refused");
        }

        @Test
        void that_no_request_may_carry_are_a_failed_attempt_and_not_told() throws Exception {
            headers.put("Authorization", () -> "secret\n");
            open();
            FakeExchange exchange = transport.next();

            assertThatIllegalArgumentException().isThrownBy(exchange::request);
            assertThat(recorder.nextError().reason())
                    .contains("Authorization", "U+000A")
                    .doesNotContain("secret");
        }
    }

    @Nested
    class A_redirect {

        @Test
        void within_the_origin_takes_everything_along() throws Exception {
            headers.put("Authorization", () -> "secret");
            lastEventId = "7";
            open();
            boolean wanted = transport.next().respond(307, "Location", "/elsewhere");

            assertThat(wanted).isFalse();
            FakeExchange next = transport.next();
            assertThat(next.request().uri()).isEqualTo(URI.create("https://example.org/elsewhere"));
            assertThat(next.request().headers()).isEqualTo(Map.of("Authorization", "secret"));
            assertThat(next.request().lastEventId()).isEqualTo("7");
        }

        @Test
        void to_another_origin_leaves_the_application_s_headers_behind() throws Exception {
            headers.put("X-Any", () -> "secret");
            lastEventId = "7";
            open();
            transport.next().respond(307, "Location", "https://example.org:8443/");

            FakeExchange next = transport.next();
            assertThat(next.request().headers()).isEmpty();
            assertThat(next.request().ownOrigin()).isFalse();
            assertThat(next.request().lastEventId()).isEqualTo("7");
        }

        @Test
        void back_from_another_origin_does_not_bring_them_back() throws Exception {
            headers.put("X-Any", () -> "secret");
            open();
            transport.next().respond(307, "Location", "https://example.com/");
            transport.next().respond(307, "Location", "https://example.org/");

            assertThat(transport.next().request().headers()).isEmpty();
        }

        @Test
        void within_another_origin_stays_a_stranger_s() throws Exception {
            open();
            transport.next().respond(307, "Location", "https://example.com/");
            transport.next().respond(307, "Location", "/b");

            assertThat(transport.next().request().ownOrigin()).isFalse();
        }

        @Test
        void asks_no_supplier_again() throws Exception {
            List<String> tokens = new ArrayList<>(List.of("a", "b"));
            headers.put("Authorization", () -> tokens.remove(0));
            open();
            transport.next().respond(302, "Location", "/b");

            assertThat(transport.next().request().headers()).isEqualTo(Map.of("Authorization", "a"));
        }

        @Test
        void makes_the_origin_of_messages_that_of_its_target() throws Exception {
            open();
            transport.next().respond(302, "Location", "https://Example.COM:443/b");
            transport.next().stream().send("data: x\n\n");
            recorder.nextOpen();

            assertThat(recorder.nextMessage().origin()).isEqualTo("https://example.com");
        }

        @Test
        void does_not_change_the_url_of_the_source() throws Exception {
            EventSource source = open();
            transport.next().respond(302, "Location", "https://example.com/b");
            transport.next().stream();

            assertThat(source.url()).isEqualTo(URL);
        }

        @Test
        void is_followed_anew_at_a_reconnection() throws Exception {
            open();
            transport.next().respond(301, "Location", "https://example.com/b");
            stream().end();
            pass(Duration.ofSeconds(3));

            assertThat(transport.next().request().uri()).isEqualTo(URL);
        }

        @Test
        void is_followed_twenty_times() throws Exception {
            open();
            for (int i = 0; i < 20; i++) {
                transport.next().respond(302, "Location", "/" + i);
            }
            transport.next().respond(302, "Location", "/too-many");

            assertThat(recorder.nextError().reason()).isEqualTo("more than 20 redirects");
            assertThat(transport.isIdle()).isTrue();
        }

        @Test
        void counts_anew_at_a_reconnection() throws Exception {
            open();
            for (int attempt = 0; attempt < 2; attempt++) {
                for (int i = 0; i < 20; i++) {
                    transport.next().respond(302, "Location", "/" + i);
                }
                stream().end();
                recorder.nextError();
                pass(Duration.ofSeconds(30));
            }

            assertThat(transport.next().request().uri()).isEqualTo(URL);
        }

        @Test
        void does_not_want_its_own_body_though_the_stream_is_there_before_it_returns() throws Exception {
            // As another thread may bring it.
            open();
            FakeExchange redirect = transport.next();
            transport.beforeReturning(() -> transport.next().stream());

            assertThat(redirect.respond(302, "Location", "/b")).isFalse();
        }
    }

    @Nested
    class Close {

        @Test
        void while_connecting_cancels_the_attempt() {
            EventSource source = open();
            FakeExchange exchange = transport.next();
            source.close();

            assertThat(exchange.isCancelled()).isTrue();
            assertOver(source);
        }

        @Test
        void while_open_cancels_the_connection() throws Exception {
            EventSource source = open();
            FakeExchange exchange = stream();
            source.close();

            assertThat(exchange.isCancelled()).isTrue();
            assertOver(source);
        }

        @Test
        void while_waiting_cancels_the_next_attempt() throws Exception {
            EventSource source = open();
            transport.next().fail(new ConnectException());
            recorder.nextError();
            source.close();

            assertOver(source);
        }

        @Test
        void after_the_end_changes_nothing() throws Exception {
            EventSource source = open();
            transport.next().respond(404);
            recorder.nextError();
            source.close();

            assertOver(source);
        }

        @Test
        void twice_is_close_once() throws Exception {
            EventSource source = open();
            stream();
            source.close();
            source.close();

            assertOver(source);
        }

        private void assertOver(EventSource source) {
            assertThat(timer.isIdle()).isTrue();
            pass(Duration.ofHours(1));
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(recorder.rest()).isEmpty();
            assertThat(transport.isIdle()).isTrue();
            assertThat(releases).isEqualTo(1);
        }

        private void closeAt(Class<? extends Event> kind) {
            listeners.add(kind, event -> event.target().orElseThrow().close());
        }

        @Test
        void from_a_listener_of_open_lets_the_others_hear_it_and_no_more() throws Exception {
            closeAt(OpenEvent.class);
            EventSource source = open();
            FakeExchange exchange = transport.next().stream();
            exchange.send("data: x\n\n");

            recorder.nextOpen();
            assertThat(exchange.isCancelled()).isTrue();
            assertOver(source);
        }

        @Test
        void from_a_listener_of_open_means_that_the_body_is_not_wanted() throws Exception {
            closeAt(OpenEvent.class);
            open();

            assertThat(transport.next().respond(200, "Content-Type", "text/event-stream"))
                    .isFalse();
        }

        @Test
        void from_a_listener_of_a_message_lets_the_others_hear_it_and_no_more() throws Exception {
            closeAt(MessageEvent.class);
            EventSource source = open();
            FakeExchange exchange = stream();
            exchange.send("data: a\n\ndata: b\n\n").send("data: c\n\n").end();

            assertThat(recorder.nextMessage().data()).isEqualTo("a");
            assertOver(source);
        }

        @Test
        void from_a_listener_of_a_loss_makes_it_the_last() throws Exception {
            closeAt(ErrorEvent.class);
            EventSource source = open();
            transport.next().fail(new ConnectException());

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
            assertOver(source);
        }

        @Test
        void from_a_listener_of_the_last_error_changes_nothing() throws Exception {
            closeAt(ErrorEvent.class);
            EventSource source = open();
            transport.next().respond(404);

            recorder.nextError();
            assertOver(source);
        }

        @Test
        void lets_go_what_comes_too_late() throws Exception {
            EventSource source = open();
            FakeExchange exchange = stream();
            source.close();
            exchange.send("data: x\n\n");
            exchange.fail(new IOException("closed"));

            assertOver(source);
        }

        @Test
        void lets_a_response_go_that_comes_too_late() throws Exception {
            EventSource source = open();
            FakeExchange exchange = transport.next();
            source.close();

            assertThat(exchange.respond(200, "Content-Type", "text/event-stream"))
                    .isFalse();
            assertOver(source);
        }

        @Test
        void while_a_redirect_is_followed_cancels_what_it_leads_to() throws Exception {
            // As another thread may do.
            EventSource source = open();
            FakeExchange redirect = transport.next();
            transport.beforeReturning(() -> {
                source.close();
                return null;
            });
            redirect.respond(302, "Location", "/b");

            assertThat(transport.next().isCancelled()).isTrue();
            assertOver(source);
        }

        @Test
        void lets_a_redirect_go_that_comes_too_late() throws Exception {
            EventSource source = open();
            FakeExchange exchange = transport.next();
            source.close();
            exchange.respond(302, "Location", "/b");

            assertOver(source);
        }
    }

    @Nested
    class An_exchange_that_was_given_up {

        private FakeExchange given;
        private FakeExchange current;

        private void reconnect() throws Exception {
            idleTimeout = Duration.ofSeconds(30);
            open();
            given = stream();
            pass(Duration.ofSeconds(30));
            recorder.nextError();
            pass(Duration.ofSeconds(3));
            current = stream();
        }

        @Test
        void brings_no_events() throws Exception {
            reconnect();
            given.send("data: late\n\n");
            current.send("data: x\n\n");

            assertThat(recorder.nextMessage().data()).isEqualTo("x");
        }

        @Test
        void does_not_end_the_next() throws Exception {
            reconnect();
            given.fail(new IOException());
            given.end();

            assertThat(recorder.rest()).isEmpty();
            assertThat(current.isCancelled()).isFalse();
        }
    }

    @Nested
    class A_failure_of_a_listener {

        @Test
        void leaves_the_connection_as_it_is() throws Exception {
            listeners.add(Event.class, event -> {
                throw new IOException("as if");
            });
            EventSource source = open();
            FakeExchange exchange = stream();
            exchange.send("data: a\n\ndata: b\n\n");

            assertThat(recorder.nextMessage().data()).isEqualTo("a");
            assertThat(recorder.nextMessage().data()).isEqualTo("b");
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertThat(exchange.isCancelled()).isFalse();
        }

        @Test
        void of_the_virtual_machine_is_the_end() throws Exception {
            OutOfMemoryError error = new OutOfMemoryError("as if");
            listeners.add(MessageEvent.class, throwing(error));
            EventSource source = open();
            FakeExchange exchange = stream();
            exchange.send("data: a\n\ndata: b\n\n");

            ErrorEvent last = recorder.nextError();
            assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(last.cause()).containsSame(error);
            assertThat(recorder.rest()).isEmpty();
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(exchange.isCancelled()).isTrue();
            assertThat(releases).isEqualTo(1);
        }

        @Test
        void of_the_virtual_machine_at_open_is_the_end() throws Exception {
            listeners.add(OpenEvent.class, throwing(new OutOfMemoryError("as if")));
            open();
            FakeExchange exchange = transport.next();

            assertThat(exchange.respond(200, "Content-Type", "text/event-stream"))
                    .isFalse();
            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(timer.isIdle()).isTrue();
        }

        @Test
        void of_the_virtual_machine_at_a_loss_is_the_end() throws Exception {
            OutOfMemoryError error = new OutOfMemoryError("as if");
            listeners.add(ErrorEvent.class, throwing(error));
            EventSource source = open();
            transport.next().fail(new ConnectException());

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(timer.isIdle()).isTrue();
            assertThat(releases).isEqualTo(1);
        }

        @Test
        void of_the_virtual_machine_at_the_last_error_leaves_it_the_end() throws Exception {
            listeners.add(ErrorEvent.class, throwing(new OutOfMemoryError("as if")));
            EventSource source = open();
            transport.next().respond(404);

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(releases).isEqualTo(1);
        }

        @Test
        void of_the_virtual_machine_at_an_event_of_the_application_is_the_end() throws Exception {
            OutOfMemoryError error = new OutOfMemoryError("as if");
            listeners.add("own", throwing(error));
            EventSource source = open();
            stream();
            source.dispatchEvent(MessageEvent.of("own", ""));

            assertThat(recorder.nextError().cause()).containsSame(error);
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Nested
    class The_ready_state_seen_by_listeners {

        private final List<ReadyState> seen = new ArrayList<>();

        private void watch() {
            listeners.add(
                    Event.class, event -> seen.add(event.target().orElseThrow().readyState()));
        }

        @Test
        void is_that_after_what_they_hear_of() throws Exception {
            watch();
            open();
            transport.next().fail(new ConnectException());
            pass(Duration.ofSeconds(3));
            transport.next().stream().send("data: x\n\n").end();
            pass(Duration.ofSeconds(3));
            transport.next().respond(204);

            assertThat(seen)
                    .containsExactly(
                            ReadyState.CONNECTING,
                            ReadyState.OPEN,
                            ReadyState.OPEN,
                            ReadyState.CONNECTING,
                            ReadyState.CLOSED);
        }
    }

    @Nested
    class An_event_of_the_application {

        @Test
        void is_dispatched_as_a_copy_with_the_target_set() throws Exception {
            EventSource source = open();
            MessageEvent event = MessageEvent.of("tick", "x", "7", "there");

            assertThat(source.dispatchEvent(event)).isTrue();
            MessageEvent heard = recorder.nextMessage();
            assertThat(heard).isEqualTo(event).isNotSameAs(event);
            assertThat(heard.target()).containsSame(source);
            assertThat(heard.timeStamp()).isEqualTo(event.timeStamp());
            assertThat(event.target()).isEmpty();
        }

        @Test
        void takes_the_target_of_the_source_that_dispatches_it() throws Exception {
            EventSource other = open();
            EventSource source = open();
            source.dispatchEvent(MessageEvent.of("tick", "x").withTarget(other));

            assertThat(recorder.nextMessage().target()).containsSame(source);
        }

        @Test
        void changes_no_state() {
            EventSource source = open();
            source.dispatchEvent(OpenEvent.of());
            source.dispatchEvent(ErrorEvent.of(ReadyState.CLOSED, "as if"));

            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void is_dispatched_in_any_state_also_when_closed() throws Exception {
            EventSource source = open();
            source.close();
            source.dispatchEvent(OpenEvent.of());

            recorder.nextOpen();
        }

        @Test
        void may_be_dispatched_by_a_listener() throws Exception {
            listeners.add("outer", event -> event.target().orElseThrow().dispatchEvent(MessageEvent.of("inner", "")));
            EventSource source = open();
            source.dispatchEvent(MessageEvent.of("outer", ""));

            assertThat(recorder.nextMessage().type()).isEqualTo("inner");
            assertThat(recorder.nextMessage().type()).isEqualTo("outer");
        }

        @Test
        void does_not_prove_that_a_connection_works() throws Exception {
            EventSource source = open();
            delayAfterRefusal();
            FakeExchange exchange = stream();
            source.dispatchEvent(MessageEvent.of("message", ""));
            recorder.nextMessage();
            exchange.end();

            assertThat(recorder.nextError().reconnectIn()).contains(Duration.ofSeconds(6));
        }

        @Test
        void is_not_null() {
            EventSource source = open();

            assertThatNullPointerException().isThrownBy(() -> source.dispatchEvent(null));
        }
    }

    @Nested
    class Listeners_of_the_source {

        @Test
        void may_come_and_go_while_it_is_open() throws Exception {
            EventSource source = open();
            List<String> heard = new ArrayList<>();
            EventListener<MessageEvent> late = message -> heard.add(message.data());
            FakeExchange exchange = stream();
            source.addEventListener("tick", late);
            exchange.send("event: tick\ndata: a\n\n");
            source.removeEventListener("tick", late);
            exchange.send("event: tick\ndata: b\n\n");

            assertThat(heard).containsExactly("a");
        }

        @Test
        void may_be_handlers() throws Exception {
            EventSource source = open();
            List<String> heard = new ArrayList<>();
            source.onOpen(event -> heard.add("open"));
            source.onMessage(event -> heard.add(event.data()));
            source.onError(event -> heard.add(event.reason()));
            transport.next().stream()
                    .send("data: a\n\nevent: error\ndata: server's\n\n")
                    .end();

            assertThat(heard).containsExactly("open", "a", "the server ended the stream");
        }

        @Test
        void are_not_those_that_the_builder_gets_later() throws Exception {
            open();
            List<String> heard = new ArrayList<>();
            listeners.add(Event.class, event -> heard.add(event.type()));
            stream();

            assertThat(heard).isEmpty();
        }
    }

    @Nested
    class An_executor_that_refuses {

        @Test
        void the_next_attempt_closes_the_source() throws Exception {
            EventSource source = open();
            transport.next().fail(new ConnectException());
            executorRefuses = true;
            pass(Duration.ofSeconds(3));

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(releases).isEqualTo(1);
        }
    }
}
