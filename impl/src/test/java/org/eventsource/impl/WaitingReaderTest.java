package org.eventsource.impl;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.EventSourceException;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that wait for the next message of a stream: platform threads, and virtual ones where Java has them. */
class WaitingReaderTest extends TransportFixture {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    enum Kind {
        PLATFORM,
        VIRTUAL;

        ThreadFactory factory() throws ReflectiveOperationException {
            if (this == PLATFORM) {
                return Thread::new;
            }
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        }
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Kind.values())
                .filter(kind -> kind == Kind.PLATFORM || Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS)
                .flatMap(kind ->
                        Stream.of(TransportKind.JDK, TransportKind.REST).map(transport -> arguments(kind, transport)));
    }

    /** What one thread does with a stream. */
    private static final class Reader<T> {

        private final FutureTask<T> task;
        private final Thread thread;

        Reader(Kind kind, Callable<T> reading) throws ReflectiveOperationException {
            task = new FutureTask<>(reading);
            thread = kind.factory().newThread(task);
            thread.start();
        }

        T result() throws Exception {
            return task.get(Patience.LIMIT.toMillis(), MILLISECONDS);
        }

        /** Returns when the thread waits for the next message. */
        void awaitWaiting() {
            await().atMost(Patience.LIMIT)
                    .until(() -> thread.getState() == Thread.State.TIMED_WAITING
                            && Stream.of(thread.getStackTrace())
                                    .anyMatch(frame -> frame.getMethodName().equals("awaitNanos")));
        }
    }

    private EventStream stream(TransportKind transport) {
        return EventSource.builder(server.uri("/")).transport(transport).stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void takes_each_message(Kind kind, TransportKind transport) throws Exception {
        Gate second = new Gate();
        server.on("/", connection -> {
            connection.stream("data: a\n\n");
            second.await();
            connection.events("data: b\n\n");
        });
        EventStream stream = EventSource.builder(server.uri("/")).transport(transport).reconnect(false).stream();
        List<String> taken = new ArrayList<>();
        Reader<Boolean> reader = new Reader<>(kind, () -> {
            for (MessageEvent message : stream) {
                taken.add(message.data());
            }
            return true;
        });
        reader.awaitWaiting();
        second.open();

        assertThat(reader.result()).isTrue();
        assertThat(taken).containsExactly("a", "b");
        stream.close();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void is_ended_by_a_close(Kind kind, TransportKind transport) throws Exception {
        server.on("/", streaming("data: a\n\n"));
        EventStream stream = stream(transport);
        Reader<Integer> reader = new Reader<>(kind, () -> {
            int taken = 0;
            for (MessageEvent unused : stream) {
                taken++;
            }
            return taken;
        });
        reader.awaitWaiting();
        stream.close();

        assertThat(reader.result()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void is_ended_by_a_close_before_the_time_of_next_is_up(Kind kind, TransportKind transport) throws Exception {
        server.on("/", streaming(""));
        EventStream stream = stream(transport);
        Reader<?> reader = new Reader<>(kind, () -> stream.next(Patience.LIMIT.multipliedBy(2)));
        reader.awaitWaiting();
        stream.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(reader::result)
                .withCauseInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keeps_an_interrupt(Kind kind, TransportKind transport) throws Exception {
        server.on("/", streaming(""));
        try (EventStream stream = stream(transport)) {
            Reader<Boolean> reader = new Reader<>(kind, () -> {
                assertThatExceptionOfType(EventSourceException.class)
                        .isThrownBy(() -> stream.iterator().hasNext())
                        .withCauseInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });
            reader.awaitWaiting();
            reader.thread.interrupt();

            assertThat(reader.result()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void loses_no_message_by_an_interrupt(Kind kind, TransportKind transport) throws Exception {
        Gate interrupted = new Gate();
        server.on("/", connection -> {
            connection.stream("");
            interrupted.await();
            connection.events("data: a\n\n");
            new Gate().await();
        });
        try (EventStream stream = stream(transport)) {
            Reader<?> reader = new Reader<>(kind, () -> stream.next(Patience.LIMIT.multipliedBy(2)));
            reader.awaitWaiting();
            reader.thread.interrupt();
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(reader::result);
            interrupted.open();

            assertThat(stream.next(Patience.LIMIT)).map(MessageEvent::data).contains("a");
        }
    }
}
