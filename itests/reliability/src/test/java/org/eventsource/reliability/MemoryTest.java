package org.eventsource.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.EventTooLargeException;
import org.eventsource.ListenerOption;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a virtual machine with 128 MB of heap, which the server shares; the limit of an event is 16 MiB, the default. */
@Tag("memory")
@OverEachClient
class MemoryTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int COLLECTIONS = 50;
    private static final Duration LONG = Duration.ofSeconds(60);

    /** What the server sends without end: a beginning, then the same over and over. */
    enum Endless {
        DATA_LINES("", "data: xxxxxxxxxxxxxxxxxxxxxxxxx\n"),
        EMPTY_DATA_LINES("", "data\n"),
        DATA("data: ", "x"),
        DATA_OF_FOUR_BYTES("data: ", "😀"),
        ID("id: ", "1"),
        EVENT("event: ", "x"),
        RETRY("retry: ", "1");

        private final String beginning;
        private final byte[] piece;

        Endless(String beginning, String unit) {
            this.beginning = beginning;
            this.piece = unit.repeat(64 * 1024 / unit.length()).getBytes(UTF_8);
        }
    }

    /** Input that nobody needs. */
    enum Discarded {
        COMMENT(": ", "x"),
        COMMENTS("", ":x\n"),
        UNKNOWN_FIELD("unknown: ", "x"),
        LINE("", "x"),
        EMPTY_LINES("", "\n");

        private final String beginning;
        private final byte[] piece;

        Discarded(String beginning, String unit) {
            this.beginning = beginning;
            this.piece = unit.repeat(64 * 1024 / unit.length()).getBytes(UTF_8);
        }
    }

    private final Contestant contestant;
    private final Recorder recorder = new Recorder();
    private final AtomicLong sent = new AtomicLong();
    private SseServer server;

    MemoryTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private EventSource.Builder builder() {
        return contestant.builder(server.uri("/")).addEventListener(Event.class, recorder);
    }

    private void send(SseConnection connection, byte[] piece) throws IOException {
        connection.bytes(piece);
        sent.addAndGet(piece.length);
    }

    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }

    private static String name(Enum<?> what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @ParameterizedTest
    @EnumSource
    void an_event_without_end_closes_the_source_with_a_clear_error(Endless endless) throws Exception {
        server.on("/", connection -> {
            connection.stream(endless.beginning);
            while (true) {
                send(connection, endless.piece);
            }
        });
        try (EventSource source = builder().open()) {
            recorder.nextOpen();
            ErrorEvent error = errorWithinLong();

            contestant.print(
                    "memory, endless " + name(endless),
                    "%s after %d MB sent: %s; %d connection; %d MB of heap in use",
                    error.readyState(),
                    sent.get() / MEGABYTE,
                    error.reason(),
                    server.pendingRequests().size(),
                    heapInUse());
            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.cause()).containsInstanceOf(EventTooLargeException.class);
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(server.pendingRequests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_discarded_bounds_nothing(Discarded discarded) throws Exception {
        long total = 300L * MEGABYTE;
        server.on("/", connection -> {
            connection.stream(discarded.beginning);
            while (sent.get() < total) {
                send(connection, discarded.piece);
            }
            connection.events("\n\ndata: end\n\n");
            new Gate().await();
        });
        try (EventSource source = builder().open()) {
            recorder.nextOpen();
            await().atMost(LONG).until(() -> !recorder.rest().isEmpty());
            assertThat(recorder.nextMessage().data()).isEqualTo("end");
            contestant.print(
                    "memory, " + name(discarded),
                    "%d MB dropped, the event after them received; %d MB of heap in use",
                    sent.get() / MEGABYTE,
                    heapInUse());
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }

    /** A limit of the client's, or the end of the memory that it took, for which the attempt has failed. */
    @Test
    void a_response_header_without_end_is_a_failed_attempt() throws Exception {
        byte[] piece = "x".repeat(64 * 1024).getBytes(UTF_8);
        server.on("/", connection -> {
            connection.bytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Endless: ".getBytes(UTF_8));
            while (sent.get() < 500L * MEGABYTE) {
                send(connection, piece);
            }
        });
        try (EventSource source = builder().open()) {
            ErrorEvent error = errorWithinLong();
            contestant.print(
                    "memory, endless response header",
                    "%s after %d MB sent: %s; %d MB of heap in use",
                    error.readyState(),
                    sent.get() / MEGABYTE,
                    error.reason(),
                    heapInUse());
            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
    }

    /** RESTEasy's client is of no use any more when memory got short in it. */
    @Test
    void a_stream_is_read_after_a_response_header_without_end() throws Exception {
        byte[] piece = "x".repeat(64 * 1024).getBytes(UTF_8);
        server.on(
                "/",
                connection -> {
                    connection.bytes("HTTP/1.1 200 OK\r\nX-Endless: ".getBytes(UTF_8));
                    while (sent.get() < 500L * MEGABYTE) {
                        send(connection, piece);
                    }
                },
                connection -> {
                    connection.stream("data: x\n\n");
                    new Gate().await();
                });
        CountDownLatch heard = new CountDownLatch(1);
        try (EventSource source =
                builder().onMessage(message -> heard.countDown()).open()) {
            assertThat(heard.await(LONG.toSeconds(), TimeUnit.SECONDS))
                    .as(source.toString())
                    .isTrue();
        }
    }

    @Test
    void a_compressed_answer_nobody_asked_for_is_a_clear_error() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write("data: x\n\n".getBytes(UTF_8));
        }
        server.on("/", connection -> {
            connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: gzip");
            send(connection, compressed.toByteArray());
            new Gate().await();
        });
        try (EventSource source = builder().open()) {
            ErrorEvent error = errorWithinLong();
            contestant.print("memory, compressed answer", "%s: %s", error.readyState(), error.reason());
            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(error.reason()).contains("gzip");
            assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Test
    void a_slow_listener_holds_the_server_back() throws Exception {
        byte[] piece = ("data: " + "x".repeat(16 * 1024) + "\n\n").getBytes(UTF_8);
        Gate goOn = new Gate();
        long total = 300L * MEGABYTE;
        AtomicLong heard = new AtomicLong();
        server.on("/", connection -> {
            connection.stream();
            while (sent.get() < total) {
                send(connection, piece);
            }
            connection.events("event: end\ndata\n\n");
            new Gate().await();
        });
        try (EventSource source = contestant
                .builder(server.uri("/"))
                .addEventListener("message", message -> goOn.await(), ListenerOption.ONCE)
                .onMessage(message -> heard.incrementAndGet())
                .addEventListener("end", recorder)
                .open()) {
            AtomicLong before = new AtomicLong(-1);
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            long ahead = sent.get();
            long heap = heapInUse();
            goOn.open();
            await().atMost(LONG).until(() -> !recorder.rest().isEmpty());
            contestant.print(
                    "memory, slow listener",
                    "the server is held back after %d KB; %d MB of heap in use; then all %d events received",
                    ahead / 1024,
                    heap,
                    heard.get());
            assertThat(ahead).isLessThan(total);
            assertThat(heard.get() * piece.length).isEqualTo(sent.get());
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }

    /** CXF gives up the client under a stream whose request is garbage. */
    @Test
    void collections_of_garbage_do_not_end_a_stream() throws Exception {
        BlockingQueue<String> coming = new LinkedBlockingQueue<>();
        server.on("/", connection -> {
            connection.stream();
            while (true) {
                connection.events(coming.take());
            }
        });
        try (EventSource source = builder().open()) {
            recorder.nextOpen();
            for (int i = 0; i < COLLECTIONS; i++) {
                System.gc();
                coming.add("data: " + i + "\n\n");
                assertThat(recorder.nextMessage().data()).isEqualTo(String.valueOf(i));
            }
            contestant.print("memory, collections", "%d in one stream; %d MB of heap in use", COLLECTIONS, heapInUse());
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertThat(server.pendingRequests()).hasSize(1);
        }
    }

    private ErrorEvent errorWithinLong() throws InterruptedException {
        await().atMost(LONG).until(() -> recorder.rest().stream().anyMatch(event -> !(event instanceof OpenEvent)));
        Event event = recorder.next();
        assertThat(event).isNotInstanceOf(MessageEvent.class);
        return (ErrorEvent) event;
    }
}
