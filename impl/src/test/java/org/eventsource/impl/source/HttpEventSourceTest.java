package org.eventsource.impl.source;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The resources of a source, its failures, and its methods. */
class HttpEventSourceTest extends SourceOnManualTime {

    @Nested
    class Headers {

        @Test
        void that_another_server_refuses_to_give_are_not_blamed_on_this_one() throws Exception {
            IllegalStateException cause = new IllegalStateException(new ConnectException("tokens.example.org"));
            headers.put("Authorization", () -> {
                throw cause;
            });
            openOn(executor);
            ErrorEvent error = recorder.nextError();

            assertThat(error.reason()).isEqualTo("the supplier of header Authorization failed: " + cause.getMessage());
            assertThat(error.cause())
                    .hasValueSatisfying(failure -> assertThat(failure).hasCause(cause));
        }

        @Test
        void that_no_request_may_carry_are_a_failed_attempt_and_not_told() throws Exception {
            headers.put("Authorization", () -> "secret\n");
            openOn(executor);
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.reason()).contains("Authorization", "U+000A").doesNotContain("secret");
        }
    }

    @Nested
    class A_redirect {

        @Test
        void back_from_another_origin_does_not_bring_the_headers_back() throws Exception {
            try (SseServer other = SseServer.start()) {
                other.on("/", answering(307, "Location: " + server.url("/back")));
                open(answering(307, "Location: " + other.url("/")));

                assertThat(server.nextRequest().header("X-Attempt")).contains("1");
                assertThat(server.nextRequest().headers()).doesNotContainKey("X-Attempt");
            }
        }

        @Test
        void counts_anew_at_a_reconnection() throws Exception {
            List<SseHandler> scripts = new ArrayList<>();
            for (int attempt = 0; attempt < 2; attempt++) {
                for (int i = 0; i < 20; i++) {
                    scripts.add(answering(302, "Location: /"));
                }
                scripts.add(streaming(""));
            }
            open(scripts.remove(0), scripts.toArray(SseHandler[]::new));
            recorder.nextOpen();
            pass(nextDelay());

            recorder.nextOpen();
        }
    }

    @Nested
    class Close {

        @Test
        void while_connecting_leaves_nothing_behind() throws Exception {
            EventSource source = open(silent());
            server.nextRequest();
            source.close();

            assertOver(source);
        }

        @Test
        void while_open_leaves_nothing_behind() throws Exception {
            idleTimeout = Duration.ofSeconds(30);
            EventSource source = openStream(silentStream(new Gate()));
            source.close();

            assertOver(source);
        }

        @Test
        void while_waiting_leaves_nothing_behind() throws Exception {
            EventSource source = open(answering(503));
            nextDelay();
            source.close();

            assertOver(source);
        }

        @Test
        void after_the_end_changes_nothing() throws Exception {
            EventSource source = open(answering(404));
            recorder.nextError();

            assertOver(source);
        }

        private void closeAt(Class<? extends Event> kind) {
            listeners.add(kind, event -> event.target().orElseThrow().close());
        }

        @Test
        void from_a_listener_of_open_leaves_nothing_behind() throws Exception {
            closeAt(OpenEvent.class);
            idleTimeout = Duration.ofSeconds(30);
            Gate left = new Gate();
            EventSource source = openStream(silentStream(left));

            assertOver(source);
            left.await();
        }

        @Test
        void from_a_listener_of_a_loss_leaves_nothing_behind() throws Exception {
            closeAt(ErrorEvent.class);
            EventSource source = open(answering(503));

            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
            assertOver(source);
        }

        @Test
        void before_a_response_that_was_on_its_way_lets_it_go() throws Exception {
            Gate answer = new Gate();
            Gate left = new Gate();
            EventSource source = open(after(answer, silentStream(left)));
            server.nextRequest();
            Gate end = holdExecutor();
            answer.open();
            awaitThat(() -> !tasks.isEmpty());
            source.close();
            end.open();

            left.await();
            assertOver(source);
        }

        /**
         * The executor accepts the redirect's request so late that it was sent before. That task is the first one that
         * comes from one of its own threads. The client's thread must not wait here: it sends the request.
         */
        @Test
        void while_a_redirect_is_followed_leaves_what_it_leads_to() throws Exception {
            AtomicReference<EventSource> source = new AtomicReference<>();
            ExecutorService threads = Executors.newCachedThreadPool();
            Set<Thread> own = ConcurrentHashMap.newKeySet();
            AtomicBoolean followed = new AtomicBoolean();
            Gate redirect = new Gate();
            Gate closed = new Gate();
            Gate left = new Gate();
            server.on("/", after(redirect, answering(302, "Location: /b"))).on("/b", connection -> {
                source.get().close();
                closed.open();
                connection.waitForClientClose();
                left.open();
            });
            source.set(openOn(task -> {
                threads.execute(() -> {
                    own.add(Thread.currentThread());
                    task.run();
                });
                if (own.contains(Thread.currentThread()) && followed.compareAndSet(false, true)) {
                    awaitUnchecked(closed);
                }
            }));
            redirect.open();

            left.await();
            threads.shutdown();
        }
    }

    @Nested
    class A_reopening {

        private HttpEventSource reopenWhilePaused(Duration waited) throws Exception {
            HttpEventSource source = (HttpEventSource) sources.get(0);
            nextDelay();
            source.pause();
            pass(waited);
            source.reopen();
            settle();
            assertThat(attempts).hasValue(1);
            return source;
        }

        @Test
        void leaves_a_paused_source_whose_connection_was_lost_alone() throws Exception {
            openStream(streaming(""), silentStream(new Gate()));
            HttpEventSource source = reopenWhilePaused(Duration.ofMinutes(1));
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
            source.resume();

            recorder.nextOpen();
        }

        @Test
        void leaves_a_paused_source_that_is_closed_for_a_time_alone() throws Exception {
            reopenAfter = Duration.ofMinutes(5);
            open(answering(403), silentStream(new Gate()));
            HttpEventSource source = reopenWhilePaused(Duration.ofSeconds(1));
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            source.resume();
            source.reopen();

            recorder.nextOpen();
        }
    }

    @Nested
    class A_failure_of_the_virtual_machine {

        private final OutOfMemoryError failure = new OutOfMemoryError("as if");

        @Test
        void in_a_listener_of_open_is_the_end() throws Exception {
            listeners.add(OpenEvent.class, throwing(failure));
            Gate left = new Gate();
            EventSource source = open(silentStream(left));
            ErrorEvent last = recorder.nextError();

            assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(last.cause()).containsSame(failure);
            assertOver(source);
            left.await();
        }

        @Test
        void in_a_listener_of_a_loss_is_the_end() throws Exception {
            listeners.add(ErrorEvent.class, throwing(failure));
            EventSource source = open(answering(503));
            awaitThat(() -> source.readyState() == ReadyState.CLOSED);

            assertOver(source);
        }

        @Test
        void in_a_listener_of_the_last_error_leaves_it_the_end() throws Exception {
            listeners.add(ErrorEvent.class, throwing(failure));
            EventSource source = open(answering(404));
            awaitThat(() -> source.readyState() == ReadyState.CLOSED);

            assertOver(source);
        }

        @Test
        void after_the_end_is_logged() throws Exception {
            listeners.add("own", throwing(failure));
            EventSource source = open(answering(404));
            recorder.nextError();
            try (Log log = new Log()) {
                source.dispatchEvent(MessageEvent.of("own", ""));

                assertLogged(log);
            }
            assertOver(source);
        }

        @Test
        void in_a_listener_during_which_the_source_was_closed_is_logged() throws Exception {
            listeners.add(OpenEvent.class, event -> event.target().orElseThrow().close());
            listeners.add(OpenEvent.class, throwing(failure));
            try (Log log = new Log()) {
                open(silentStream(new Gate()));

                assertLogged(log);
            }
        }

        @Test
        void that_an_error_event_tells_of_is_not_logged() throws Exception {
            listeners.add(OpenEvent.class, throwing(failure));
            listeners.add(
                    ErrorEvent.class, event -> event.target().orElseThrow().close());
            try (Log log = new Log()) {
                open(silentStream(new Gate()));
                recorder.nextError();
                settle();

                assertThat(log.errors()).isEmpty();
            }
        }

        private void assertLogged(Log log) throws Exception {
            LogRecord entry = log.nextError();
            assertThat(entry.getMessage()).startsWith("the source: failed after it was closed: ");
            assertThat(entry.getThrown()).isSameAs(failure);
        }

        @Test
        void in_a_listener_of_the_application_s_own_event_is_the_end() throws Exception {
            listeners.add("own", throwing(failure));
            EventSource source = openStream(silentStream(new Gate()));
            source.dispatchEvent(MessageEvent.of("own", ""));

            assertThat(recorder.nextError().cause()).containsSame(failure);
            assertOver(source);
        }
    }

    @Nested
    class A_fault {

        static Stream<Throwable> faults() {
            return Stream.of(
                    new IllegalStateException("as if"), new AssertionError("as if"), new NoClassDefFoundError("as if"));
        }

        /** The message of an error is often only the name of a class. */
        private static String words(Throwable fault) {
            return fault instanceof Error ? fault.getClass().getSimpleName() + ": as if" : "as if";
        }

        /** The random number is read between the change of the state and the start of the timer. */
        @ParameterizedTest
        @MethodSource("faults")
        void of_our_own_is_the_end(Throwable fault) throws Exception {
            random = () -> thrown(fault);
            EventSource source = open(answering(503));
            ErrorEvent last = recorder.nextError();

            assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(last.reason()).isEqualTo("the source failed: " + words(fault));
            assertThat(last.cause()).containsSame(fault);
            assertOver(source);
        }

        @ParameterizedTest
        @MethodSource("faults")
        void of_the_log_at_the_last_error_leaves_it_the_end_for_all_listeners(Throwable fault) throws Exception {
            listeners.add(ErrorEvent.class, event -> {
                throw new IllegalStateException("logged");
            });
            try (Log log = new Log(entry -> {
                if (entry.getLevel() == Level.WARNING) {
                    thrown(fault);
                }
            })) {
                EventSource source = open(answering(404));
                ErrorEvent last = recorder.nextError();

                assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
                assertThat(last.status()).hasValue(404);
                assertOver(source);
            }
        }

        private static double thrown(Throwable fault) {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) fault;
        }
    }

    @Nested
    class Text_of_a_stream_in_the_log {

        private static final String HOSTILE = "\u001B[2J".repeat(200);

        private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();

        private void assertNextIsSafe() throws Exception {
            assertThat(logged.poll(Patience.LIMIT.toMillis(), MILLISECONDS))
                    .contains("\\u001B[2J")
                    .doesNotContain("\u001B")
                    .hasSizeLessThan(500);
        }

        @Test
        void is_safe_where_a_listener_failed() throws Exception {
            listeners.add(MessageEvent.class, event -> {
                throw new IllegalStateException("on purpose");
            });
            try (Log log = new Log(entry -> logged.add(entry.getMessage()))) {
                open(streaming("event: " + HOSTILE + "\ndata: x\n\n"), silent());

                assertNextIsSafe();
                assertThat(log.errors()).isEmpty();
            }
        }

        @Test
        void is_safe_where_an_id_cannot_be_sent() throws Exception {
            try (Log log = new Log(entry -> logged.add(entry.getMessage()))) {
                open(streaming("id: " + HOSTILE + "\ndata: x\n\n"), silent());
                recorder.nextOpen();
                recorder.nextMessage();
                pass(nextDelay());

                assertNextIsSafe();
                assertThat(log.errors()).isEmpty();
            }
        }

        @Test
        void is_safe_where_the_source_ends_and_nobody_listens() throws Exception {
            server.on("/", answering(200, "Content-Type: text/plain; x=" + "y".repeat(5000)));
            try (Log log = new Log(entry -> logged.add(entry.getMessage()))) {
                openUnheard(executor);

                assertThat(logged.poll(Patience.LIMIT.toMillis(), MILLISECONDS))
                        .contains("text/plain; x=yyy")
                        .hasSizeLessThan(500);
                assertThat(log.errors()).isEmpty();
            }
        }
    }

    @Nested
    class An_event_of_the_application {

        @Test
        void is_dispatched_as_a_copy_with_the_target_set() throws Exception {
            EventSource source = open(silent());
            MessageEvent event = MessageEvent.of("tick", "x", "7", "there");

            assertThat(source.dispatchEvent(event)).isTrue();
            MessageEvent heard = recorder.nextMessage();
            assertThat(heard).isEqualTo(event).isNotSameAs(event);
            assertThat(heard.target()).containsSame(source);
            assertThat(heard.timeStamp()).isEqualTo(event.timeStamp());
            assertThat(event.target()).isEmpty();
        }

        @Test
        void changes_no_state() {
            EventSource source = open(silent());
            source.dispatchEvent(OpenEvent.of());
            source.dispatchEvent(ErrorEvent.of(ReadyState.CLOSED, "as if"));

            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
    }

    @Nested
    class Listeners_of_the_source {

        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final Gate speak = new Gate();

        @Test
        void hear_when_a_message_was_read() throws Exception {
            openStream(inTurn(speaking(speak, "data: x\n\n"), silent()));
            passMillis(1234);
            speak.open();

            assertThat(recorder.nextMessage().timeStamp()).isEqualTo(ManualTimer.START.plusMillis(1234));
        }

        @Test
        void may_come_and_go_while_it_is_open() throws Exception {
            Gate speakAgain = new Gate();
            EventSource source = openStream(inTurn(
                    speaking(speak, "event: tick\ndata: a\n\n"),
                    after(speakAgain, connection -> connection.events("event: tick\ndata: b\n\n"))));
            EventListener<MessageEvent> late = message -> heard.add(message.data());
            source.addEventListener("tick", late);
            speak.open();
            recorder.nextMessage();
            settle();
            source.removeEventListener("tick", late);
            speakAgain.open();
            recorder.nextMessage();
            settle();

            assertThat(heard).containsExactly("a");
        }

        @Test
        void may_be_handlers() throws Exception {
            EventSource source = open(after(speak, streaming("data: a\n\nevent: error\ndata: server's\n\n")));
            source.onOpen(event -> heard.add("open"));
            source.onMessage(event -> heard.add(event.data()));
            source.onError(event -> heard.add(event.reason()));
            speak.open();
            awaitThat(() -> heard.size() == 3);

            assertThat(heard).containsExactly("open", "a", "the server ended the stream");
        }

        @Test
        void are_not_those_that_the_builder_gets_later() {
            EventSource source = open(silent());
            listeners.add(Event.class, event -> heard.add(event.type()));
            source.dispatchEvent(OpenEvent.of());

            assertThat(heard).isEmpty();
        }
    }

    @Nested
    class An_executor_that_refuses {

        @Test
        void the_next_attempt_closes_the_source() throws Exception {
            EventSource source = open(answering(503));
            nextDelay();
            executor.shutdown();
            timer.advance(Duration.ofSeconds(3));

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(releases).hasValue(1);
        }

        static Stream<Throwable> failures() {
            return Stream.of(new InternalError("as if no thread"), new IllegalStateException("as if stopped"));
        }

        @ParameterizedTest
        @MethodSource("failures")
        void by_another_failure_closes_the_source(Throwable failure) throws Exception {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            server.on("/", answering(503));
            EventSource source = openOn(task -> {
                throwIfAny(thrown.get());
                executor.execute(task);
            });
            nextDelay();
            thrown.set(failure);
            timer.advance(Duration.ofSeconds(3));

            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(releases).hasValue(1);
        }

        private static void throwIfAny(Throwable failure) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    @Nested
    class A_first_step_that_fails {

        /** For example, there is no memory for the timer's thread. */
        @Test
        void does_not_have_a_listener_called_by_the_thread_that_opens() throws Exception {
            BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
            listeners.add(ErrorEvent.class, error -> threads.add(Thread.currentThread()));
            Ports ports = ports(executor);
            server.on("/", silent());
            EventSource source =
                    open(new Ports(ports.transport(), ports.executor(), new TimerWithoutThreads(), ports.random()));

            assertThat(threads.poll(Patience.LIMIT.toMillis(), MILLISECONDS))
                    .isNotNull()
                    .isNotSameAs(Thread.currentThread());
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            awaitThat(() -> releases.get() == 1);
        }
    }

    /** A timer that cannot start its thread. */
    private static final class TimerWithoutThreads implements Timer {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
