package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.Nested;

/** Sources that are paused and resumed, over each transport. */
class PauseTest extends TransportFixture {

    private static final int MANY = 200_000;

    private final AtomicInteger heard = new AtomicInteger();

    /** Sends numbered messages until the client does not take them any more. */
    private static SseHandler flooding(AtomicLong sent) {
        return connection -> {
            connection.stream();
            for (int number = 1; number <= MANY; number++) {
                connection.events("id: " + number + "\ndata: " + "x".repeat(1000) + "\n\n");
                sent.set(number);
            }
        };
    }

    /** Returns the largest number that a counter reaches before it stands still. */
    private static long standstill(AtomicLong counter) {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Patience.LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> before.getAndSet(counter.get()) == counter.get() && counter.get() > 0);
        return counter.get();
    }

    private EventSource openPausedAfterFirst(EventSource.Builder builder) throws Exception {
        EventSource[] opened = new EventSource[1];
        Gate set = new Gate();
        Gate paused = new Gate();
        opened[0] = open(builder.addEventListener(MessageEvent.class, message -> {
            set.await();
            if (heard.incrementAndGet() == 1) {
                opened[0].pause();
                paused.open();
            }
        }));
        set.open();
        recorder.nextOpen();
        recorder.nextMessage();
        paused.await();
        return opened[0];
    }

    @Nested
    class A_paused_source {

        @OverEachTransport
        void delivers_nothing_of_what_came_in_one_piece(TransportKind transport) throws Exception {
            server.on("/", streaming("data: a\n\ndata: b\n\ndata: c\n\n"));
            EventSource source = openPausedAfterFirst(builder(transport));
            assertThat(heard).hasValue(1);
            source.resume();

            assertThat(recorder.nextMessage().data()).isEqualTo("b");
            assertThat(recorder.nextMessage().data()).isEqualTo("c");
        }

        @OverEachTransport
        void delivers_the_rest_one_by_one_if_it_is_paused_each_time(TransportKind transport) throws Exception {
            server.on("/", streaming("data: a\r\n\r\ndata: b\r\n\r\ndata: c\r\n\r\n"));
            EventSource[] source = new EventSource[1];
            Gate set = new Gate();
            source[0] = open(EventSource.builder(server.uri("/"))
                    .transport(transport)
                    .onMessage(message -> {
                        set.await();
                        source[0].pause();
                    })
                    .addEventListener(Event.class, recorder));
            set.open();
            recorder.nextOpen();
            for (String data : new String[] {"a", "b", "c"}) {
                assertThat(recorder.nextMessage().data()).isEqualTo(data);
                assertThat(recorder.rest()).isEmpty();
                source[0].resume();
            }
        }

        @OverEachTransport
        void holds_the_server_back(TransportKind transport) throws Exception {
            AtomicLong sent = new AtomicLong();
            server.on("/", flooding(sent));
            EventSource source = openPausedAfterFirst(builder(transport));
            long before = standstill(sent);
            assertThat(before).isLessThan(MANY);
            source.resume();

            await().atMost(Patience.LIMIT).until(() -> sent.get() > before);
        }

        @OverEachTransport
        void is_closed_at_once(TransportKind transport) throws Exception {
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.stream("data: a\n\ndata: b\n\n");
                connection.waitForClientClose();
                left.open();
            });
            EventSource source = openPausedAfterFirst(builder(transport));
            source.close();

            left.await();
            assertThat(heard).hasValue(1);
        }

        @OverEachTransport
        void makes_a_lost_connection_anew_when_it_is_resumed(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.stream("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"), streaming(""));
            EventSource source = openPausedAfterFirst(builder(transport));
            server.nextRequest();
            assertThat(source.lastEventId()).isEqualTo("1");
            assertThat(server.pendingRequests()).isEmpty();
            source.resume();

            assertThat(recorder.nextMessage().data()).isEqualTo("b");
            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.END);
            assertThat(server.nextRequest().lastEventId()).contains("2");
        }

        @OverEachTransport
        void is_not_cut_by_its_idle_time_out(TransportKind transport) throws Exception {
            Gate more = new Gate();
            server.on("/", connection -> {
                connection.stream("data: a\n\n");
                more.await();
                connection.events("data: b\n\n");
                new Gate().await();
            });
            EventSource source = openPausedAfterFirst(builder(transport).idleTimeout(Duration.ofSeconds(2)));
            // A second source with a longer time-out is cut, so the time of the first one is over, too.
            server.on("/silent", streaming(""));
            open(EventSource.builder(server.uri("/silent"))
                    .transport(transport)
                    .reconnect(false)
                    .idleTimeout(Duration.ofMillis(2500))
                    .onError(error -> more.open()));
            more.await();
            source.resume();

            assertThat(recorder.nextMessage().data()).isEqualTo("b");
        }

        @OverEachTransport
        void may_be_paused_before_it_is_open(TransportKind transport) throws Exception {
            Gate paused = new Gate();
            server.on("/", connection -> {
                paused.await();
                connection.stream("data: a\n\n");
                new Gate().await();
            });
            EventSource source = open(builder(transport));
            source.pause();
            paused.open();
            recorder.nextOpen();
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertThat(recorder.rest()).isEmpty();
            source.resume();

            assertThat(recorder.nextMessage().data()).isEqualTo("a");
        }

        @OverEachTransport
        void keeps_the_rest_of_a_compressed_piece(TransportKind transport) throws Exception {
            int number = 5000;
            server.on("/", connection -> {
                connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: gzip");
                connection.bytes(gzip("data: " + "x".repeat(100) + "\n\n", number));
                new Gate().await();
            });
            EventSource source = openPausedAfterFirst(builder(transport).compression(true));
            assertThat(heard).hasValue(1);
            source.resume();

            await().atMost(Patience.LIMIT).until(() -> heard.get() == number);
        }
    }

    private static byte[] gzip(String text, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int count = 0; count < times; count++) {
                out.write(text.getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
