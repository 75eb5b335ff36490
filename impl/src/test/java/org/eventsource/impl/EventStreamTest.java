package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.EventSourceException;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Streams whose messages the application takes, over each transport. */
class EventStreamTest extends TransportFixture {

    private static final Duration LONG = Patience.LIMIT;

    private EventSource.Builder plain(TransportKind transport) {
        return EventSource.builder(server.uri("/"))
                .transport(transport)
                .reconnectionTime(SHORTEST)
                .maxReconnectionTime(SHORTEST);
    }

    private static List<String> data(EventStream stream) {
        List<String> data = new ArrayList<>();
        stream.forEach(message -> data.add(message.data()));
        return data;
    }

    @Nested
    class The_loop {

        @OverEachTransport
        void ends_with_a_stream_that_does_not_reconnect(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.stream("data: a\n\nevent: tick\ndata: b\n\n"));
            try (EventStream stream = plain(transport).reconnect(false).stream()) {
                assertThat(data(stream)).containsExactly("a", "b");
            }
        }

        @OverEachTransport
        void goes_on_over_reconnections_until_204(TransportKind transport) throws Exception {
            server.on(
                    "/",
                    connection -> connection.stream("id: 1\ndata: a\n\n"),
                    connection -> connection.stream("id: 2\ndata: b\n\n"),
                    connection -> connection.respond(204));
            try (EventStream stream = plain(transport).stream()) {
                assertThat(data(stream)).containsExactly("a", "b");
            }
            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("1");
        }

        @OverEachTransport
        void ends_with_the_last_message(TransportKind transport) throws Exception {
            server.on("/", streaming("data: a\n\ndata: [DONE]\n\ndata: later\n\n"));
            try (EventStream stream =
                    plain(transport).closeOn(message -> message.data().equals("[DONE]")).stream()) {
                assertThat(data(stream)).containsExactly("a", "[DONE]");
            }
        }

        @OverEachTransport
        void fails_with_what_was_refused(TransportKind transport) throws Exception {
            server.on("/", answering(404, "no such stream"));
            try (EventStream stream = plain(transport).stream()) {
                EventSourceException failure = catchThrowableOfType(EventSourceException.class, () -> data(stream));
                assertThat(failure.event().status()).hasValue(404);
                assertThat(failure).hasMessage(failure.event().reason());
            }
        }

        @OverEachTransport
        void closes_the_connection_when_it_is_left_by_break(TransportKind transport) throws Exception {
            Gate left = endless();
            try (EventStream stream = plain(transport).stream()) {
                for (MessageEvent message : stream) {
                    assertThat(message.data()).isEqualTo("a");
                    break;
                }
            }

            left.await();
        }

        @OverEachTransport
        void closes_the_connection_when_it_is_left_by_return(TransportKind transport) throws Exception {
            Gate left = endless();
            assertThat(first(plain(transport))).isEqualTo("a");

            left.await();
        }

        @OverEachTransport
        void closes_the_connection_when_it_is_left_by_an_exception(TransportKind transport) throws Exception {
            Gate left = endless();
            assertThatIllegalStateException()
                    .isThrownBy(() -> failAtFirst(plain(transport)))
                    .withMessage("a");

            left.await();
        }

        /** Returns a gate that opens when the client has left the stream. */
        private Gate endless() {
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.stream("data: a\n\ndata: b\n\n");
                connection.waitForClientClose();
                left.open();
            });
            return left;
        }

        private static String first(EventSource.Builder builder) {
            try (EventStream stream = builder.stream()) {
                for (MessageEvent message : stream) {
                    return message.data();
                }
            }
            throw new AssertionError("no message came");
        }

        private static void failAtFirst(EventSource.Builder builder) {
            try (EventStream stream = builder.stream()) {
                for (MessageEvent message : stream) {
                    throw new IllegalStateException(message.data());
                }
            }
        }

        @OverEachTransport
        void ends_with_the_message_at_which_a_listener_closes(TransportKind transport) throws Exception {
            server.on("/", streaming("data: a\n\ndata: b\n\ndata: later\n\n"));
            try (EventStream stream = plain(transport)
                    .onMessage(message -> {
                        if (message.data().equals("b")) {
                            message.target().orElseThrow().close();
                        }
                    })
                    .stream()) {
                assertThat(data(stream)).containsExactly("a", "b");
            }
        }

        @Test
        void is_possible_once() throws Exception {
            server.on("/", streaming(""));
            try (EventStream stream = plain(TransportKind.AUTO).stream()) {
                Iterator<MessageEvent> first = stream.iterator();
                assertThat(first).isNotNull();
                assertThatIllegalStateException().isThrownBy(stream::iterator);
            }
        }

        @Test
        void calls_the_listeners_of_the_builder_first() throws Exception {
            server.on("/", connection -> connection.stream("data: a\n\n"));
            List<String> heard = new ArrayList<>();
            try (EventStream stream =
                    plain(TransportKind.AUTO)
                            .reconnect(false)
                            .onMessage(message -> heard.add(message.data()))
                            .stream()) {
                assertThat(data(stream)).isEqualTo(heard);
            }
        }
    }

    @Nested
    class Next {

        @OverEachTransport
        void is_empty_when_the_time_is_up(TransportKind transport) throws Exception {
            Gate more = new Gate();
            server.on("/", connection -> {
                connection.stream("");
                more.await();
                connection.events("data: a\n\n");
                new Gate().await();
            });
            try (EventStream stream = plain(transport).stream()) {
                assertThat(stream.next(Duration.ZERO)).isEmpty();
                assertThat(stream.next(Duration.ofMillis(20))).isEmpty();
                more.open();
                assertThat(stream.next(LONG)).map(MessageEvent::data).contains("a");
            }
        }

        @OverEachTransport
        void throws_at_the_end(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.stream("data: a\n\n"));
            try (EventStream stream = plain(transport).reconnect(false).stream()) {
                assertThat(stream.next(LONG)).isPresent();
                assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> stream.next(LONG));
                assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> stream.next(Duration.ZERO));
            }
        }

        @OverEachTransport
        void throws_each_time_after_a_failure(TransportKind transport) throws Exception {
            server.on("/", answering(403, ""));
            try (EventStream stream = plain(transport).stream()) {
                assertThatExceptionOfType(EventSourceException.class).isThrownBy(() -> stream.next(LONG));
                assertThatExceptionOfType(EventSourceException.class).isThrownBy(() -> stream.next(LONG));
            }
        }

        @OverEachTransport
        void gives_the_messages_before_a_failure_first(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.stream("data: a\n\ndata: " + "x".repeat(100_000) + "\n\n"));
            try (EventStream stream = plain(transport).maxEventSize(1000).stream()) {
                assertThat(stream.next(LONG)).map(MessageEvent::data).contains("a");
                EventSourceException failure =
                        catchThrowableOfType(EventSourceException.class, () -> stream.next(LONG));
                assertThat(failure.event().kind()).isEqualTo(ErrorKind.TOO_LARGE);
            }
        }

        @Test
        void keeps_an_earlier_interrupt() throws Exception {
            server.on("/", streaming(""));
            try (EventStream stream = plain(TransportKind.AUTO).stream()) {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(EventSourceException.class)
                        .isThrownBy(() -> stream.next(LONG))
                        .withCauseInstanceOf(InterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
        }

        @Test
        void fails_where_the_executor_rejects_tasks() {
            try (EventStream stream = EventSource.builder(server.uri("/"))
                    .transport(TransportKind.JDK)
                    .executor(task -> {
                        throw new RejectedExecutionException("by the test");
                    })
                    .stream()) {
                EventSourceException failure =
                        catchThrowableOfType(EventSourceException.class, () -> stream.next(LONG));
                assertThat(failure.event().kind()).isEqualTo(ErrorKind.EXECUTOR);
            }
        }
    }

    /** The thread that takes messages reads on by itself, but listeners belong on the executor. */
    @Nested
    class Listeners_of_a_stream {

        private static final String NAME = "executor of the test";

        /** Small messages in several reads. */
        private static final String MANY = "data: a\n\n".repeat(5_000);

        private final ExecutorService executor = Executors.newCachedThreadPool(task -> new Thread(task, NAME));
        private final Set<String> callers = ConcurrentHashMap.newKeySet();

        @AfterEach
        void stop() {
            executor.shutdownNow();
        }

        private EventSource.Builder recording() {
            return plain(TransportKind.JDK)
                    .executor(executor)
                    .maxEventSize(1000)
                    .onOpen(opened -> callers.add(Thread.currentThread().getName()))
                    .onError(error -> callers.add(Thread.currentThread().getName()));
        }

        private void takeAll(EventSource.Builder builder) {
            try (EventStream stream = builder.stream()) {
                assertThat(stream.next(LONG)).isPresent();
                List<MessageEvent> rest = new ArrayList<>();
                try {
                    stream.forEach(rest::add);
                } catch (EventSourceException expected) {
                    callers.add(NAME + ", " + expected.event().kind());
                }
                assertThat(rest).hasSize(4_999);
            }
        }

        @Test
        void are_called_on_the_executor_for_messages() {
            server.on("/", connection -> connection.stream(MANY));
            takeAll(recording()
                    .reconnect(false)
                    .onMessage(message -> callers.add(Thread.currentThread().getName())));
            assertThat(callers).containsExactly(NAME);
        }

        @Test
        void are_called_on_the_executor_for_the_end() {
            server.on("/", connection -> connection.stream(MANY));
            takeAll(recording().reconnect(false));
            assertThat(callers).containsExactly(NAME);
        }

        @Test
        void are_called_on_the_executor_for_an_event_that_is_too_large() {
            server.on("/", streaming(MANY + "data: " + "x".repeat(2000)));
            takeAll(recording());
            assertThat(callers).containsExactlyInAnyOrder(NAME, NAME + ", " + ErrorKind.TOO_LARGE);
        }

        @Test
        void are_called_on_the_executor_for_compressed_data_that_is_damaged() {
            server.on("/", connection -> {
                connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: gzip");
                connection.bytes(damaged());
                new Gate().await();
            });
            takeAll(recording().compression(true).reconnect(false));
            assertThat(callers).containsExactlyInAnyOrder(NAME, NAME + ", " + ErrorKind.CONTENT);
        }

        @Test
        void are_called_on_the_executor_for_an_error_in_the_library() {
            server.on("/", streaming(MANY));
            AtomicInteger messages = new AtomicInteger();
            takeAll(recording().closeOn(message -> {
                if (messages.incrementAndGet() == 5_000) {
                    throw new OutOfMemoryError("as if there were none");
                }
                return false;
            }));
            assertThat(callers).containsExactlyInAnyOrder(NAME, NAME + ", " + ErrorKind.LISTENER);
        }

        /** Two members of gzip. The head of the second one is wrong. */
        private static byte[] damaged() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(MANY.getBytes(StandardCharsets.UTF_8));
            }
            bytes.write("this is not a member of gzip".getBytes(StandardCharsets.UTF_8));
            return bytes.toByteArray();
        }
    }

    @Nested
    class What_is_not_taken {

        @OverEachTransport
        void holds_the_server_back(TransportKind transport) throws Exception {
            int many = 200_000;
            AtomicLong sent = new AtomicLong();
            server.on("/", connection -> {
                connection.stream();
                for (int number = 1; number <= many; number++) {
                    connection.events("data: " + "x".repeat(1000) + "\n\n");
                    sent.set(number);
                }
            });
            try (EventStream stream = plain(transport).reconnect(false).stream()) {
                AtomicLong before = new AtomicLong(-1);
                await().atMost(LONG)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
                assertThat(sent.get()).isLessThan(many);
                long taken = 0;
                for (MessageEvent message : stream) {
                    taken += message.data().length() / 1000;
                }
                assertThat(taken).isEqualTo(many);
            }
        }
    }
}
