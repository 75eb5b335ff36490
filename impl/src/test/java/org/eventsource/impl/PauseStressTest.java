package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.spi.ScriptedTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Races between a pause or a demand, the messages, losses and the close. The server's part is played without a network,
 * so there are many rounds in a second. {@code -Dstress.rounds=1000000} is for a long run.
 */
class PauseStressTest {

    private static final long ROUNDS = Long.getLong("stress.rounds", 20_000);

    /** The server is not further ahead of the listener than this. */
    private static final long AHEAD = 200;

    private static final int BATCH = 100;

    /** As many messages as a source of a batch gets, which does not live long. */
    private static final long FEW = 40;

    /** Not the common pool, which may have one thread only. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    /** Sends numbered messages in pieces of many sizes, and breaks the connection at times. */
    private final class Numbers implements ScriptedTransport {

        private final long limit;

        /** The last message that the reader has got. */
        private final AtomicLong last = new AtomicLong();

        /** What a connection does when the reader has come nearer. To ask again and again would take the processors. */
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

        /** A server that sends so many messages, and is silent then. */
        Numbers(long limit) {
            this.limit = limit;
        }

        void heard(MessageEvent message) {
            long number = Long.parseLong(message.data());
            if (number != last.get() + 1) {
                wrong.add(number + " after " + last.get());
            }
            last.set(number);
            if (number % (AHEAD / 2) == 0) {
                readOn();
            }
        }

        void awaitMore() {
            long reached = last.get();
            await().atMost(Patience.LIMIT).until(() -> last.get() > reached + AHEAD);
        }

        private void readOn() {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        }

        @Override
        public Runnable connect(String key, Attempt attempt) {
            AtomicBoolean cancelled = new AtomicBoolean();
            connections.incrementAndGet();
            attempt.execute(() -> begin(attempt, cancelled));
            return () -> {
                if (!cancelled.getAndSet(true)) {
                    closed.incrementAndGet();
                }
            };
        }

        private void begin(Attempt attempt, AtomicBoolean cancelled) {
            long after;
            try {
                after = attempt.request().headers().getOrDefault("Last-Event-ID", List.of("0")).stream()
                        .mapToLong(Long::parseLong)
                        .sum();
            } catch (Exception e) {
                attempt.fail(e);
                return;
            }
            if (attempt.respond(200, Map.of("Content-Type", List.of("text/event-stream")))) {
                send(attempt, cancelled, after, new Random(after));
            }
        }

        private void send(Attempt attempt, AtomicBoolean cancelled, long after, Random random) {
            if (ended.get() || cancelled.get() || after >= limit) {
                return;
            }
            if (after - last.get() > AHEAD) {
                waiting.add(() -> attempt.execute(() -> send(attempt, cancelled, after, random)));
                if (after - last.get() <= AHEAD) {
                    readOn();
                }
                return;
            }
            int count = 1 + random.nextInt(20);
            StringBuilder piece = new StringBuilder();
            for (long number = after + 1; number <= after + count; number++) {
                piece.append("id: ")
                        .append(number)
                        .append("\ndata: ")
                        .append(number)
                        .append("\n\n");
            }
            attempt.read(piece.toString().getBytes(UTF_8));
            if (random.nextInt(50) == 0) {
                attempt.end();
            } else {
                attempt.execute(() -> send(attempt, cancelled, after + count, random));
            }
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        /** Every time is over immediately. */
        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            if (delay.compareTo(Duration.ofSeconds(5)) < 0) {
                threads.execute(task);
            }
            return () -> {};
        }

        @Override
        public Runnable submitted() {
            return () -> {};
        }
    }

    @AfterEach
    void end() {
        ended.set(true);
        threads.shutdown();
    }

    private SourceBuilder builder(Numbers numbers) {
        return SharedResources.common()
                .builder(UrlTemplate.of("http://127.0.0.1/"))
                .scripted("numbers", numbers)
                .connectTimeout(Duration.ofMinutes(1))
                .onError(error -> {});
    }

    /**
     * Acts on a new subject in each round, on two threads. Both go through a batch in the same order, so they meet
     * again and again. To wait for each other in each round would take longer than the round.
     */
    private <T> void race(Supplier<T> subjects, Consumer<T> one, Consumer<T> other) throws Exception {
        for (long round = 0; round < ROUNDS; round += BATCH) {
            List<T> batch = Stream.generate(subjects).limit(BATCH).toList();
            Future<?> beside = threads.submit(() -> batch.forEach(one));
            batch.forEach(other);
            beside.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Each connection of a source that was closed is closed, and no other one begins. */
    private void assertAllClosed() {
        await().atMost(Patience.LIMIT).until(() -> closed.get() == connections.get());
    }

    @Test
    void a_pause_lets_at_most_one_message_through_and_loses_none() {
        Numbers numbers = new Numbers(Long.MAX_VALUE);
        AtomicLong begun = new AtomicLong();
        try (EventSource source = builder(numbers)
                .onMessage(message -> {
                    begun.incrementAndGet();
                    numbers.heard(message);
                })
                .open()) {
            for (long round = 0; round < ROUNDS; round++) {
                source.pause();
                long before = begun.get();
                Thread.onSpinWait();
                if (begun.get() > before + 1) {
                    wrong.add((begun.get() - before) + " messages after a pause");
                }
                source.resume();
            }
            numbers.awaitMore();
            await().atMost(Patience.LIMIT).until(() -> connections.get() > 1);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_loop_takes_each_message_once() {
        Numbers numbers = new Numbers(Long.MAX_VALUE);
        try (EventStream stream = builder(numbers).stream()) {
            for (MessageEvent message : stream) {
                numbers.heard(message);
                if (numbers.last.get() == ROUNDS) {
                    break;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(connections.get()).isGreaterThan(1);
    }

    @Test
    void a_close_ends_a_loop() throws Exception {
        race(
                () -> {
                    Numbers numbers = new Numbers(FEW);
                    return Map.entry(numbers, builder(numbers).stream());
                },
                stream -> stream.getValue().forEach(stream.getKey()::heard),
                stream -> stream.getValue().close());

        assertThat(wrong).isEmpty();
        assertAllClosed();
    }

    @Test
    void a_close_ends_a_source_that_is_paused_and_resumed() throws Exception {
        race(
                () -> {
                    Numbers numbers = new Numbers(FEW);
                    return Map.entry(
                            numbers, builder(numbers).onMessage(numbers::heard).open());
                },
                source -> {
                    source.getValue().pause();
                    source.getValue().resume();
                    source.getValue().pause();
                },
                source -> {
                    source.getValue().close();
                    AtomicLong heard = source.getKey().last;
                    long before = heard.get();
                    source.getValue().resume();
                    if (heard.get() > before + 1) {
                        wrong.add((heard.get() - before) + " messages after a close");
                    }
                });

        assertThat(wrong).isEmpty();
        assertAllClosed();
    }

    @Test
    void a_subscriber_gets_each_message_once_whatever_it_requests() {
        Requesting subscriber = subscribe(Long.MAX_VALUE);
        Random random = new Random(1);
        for (long requested = 0; requested < ROUNDS; ) {
            int more = 1 + random.nextInt(30);
            requested += more;
            subscriber.subscription.request(more);
        }
        await().atMost(Duration.ofSeconds(60 + ROUNDS / 1000)).until(() -> subscriber.numbers.last.get() >= ROUNDS);
        subscriber.subscription.cancel();

        assertThat(wrong).isEmpty();
        assertThat(connections.get()).isGreaterThan(1);
    }

    /** The sum of what two threads request is more than a {@code long} has. */
    @Test
    void requests_without_end_make_a_demand_without_end() throws Exception {
        Queue<Requesting> subscribers = new ConcurrentLinkedQueue<>();
        race(
                () -> {
                    Requesting subscriber = subscribe(1);
                    subscribers.add(subscriber);
                    return subscriber;
                },
                subscriber -> subscriber.subscription.request(Long.MAX_VALUE),
                subscriber -> {
                    subscriber.subscription.request(Long.MAX_VALUE - 1);
                    if (subscribers.size() == BATCH) {
                        subscribers.forEach(Requesting::cancelWhenItHasGotOne);
                        subscribers.clear();
                    }
                });

        assertThat(wrong).isEmpty();
        assertAllClosed();
    }

    @Test
    void a_cancelled_subscriber_gets_at_most_the_message_in_delivery() {
        for (long round = 0; round < ROUNDS; round++) {
            Requesting subscriber = subscribe(FEW);
            subscriber.subscription.request(Long.MAX_VALUE);
            subscriber.subscription.cancel();
            long reached = subscriber.numbers.last.get();
            Thread.onSpinWait();
            if (subscriber.numbers.last.get() > reached + 1) {
                wrong.add((subscriber.numbers.last.get() - reached) + " messages after a cancel");
            }
        }
        assertThat(wrong).isEmpty();
        assertAllClosed();
    }

    private Requesting subscribe(long messages) {
        Requesting subscriber = new Requesting(new Numbers(messages));
        builder(subscriber.numbers).publisher().subscribe(subscriber);
        return subscriber;
    }

    private final class Requesting implements Flow.Subscriber<MessageEvent> {

        private final Numbers numbers;
        private final Gate got = new Gate();
        private final AtomicBoolean inside = new AtomicBoolean();
        private volatile Flow.Subscription subscription;

        Requesting(Numbers numbers) {
            this.numbers = numbers;
        }

        void cancelWhenItHasGotOne() {
            try {
                got.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            subscription.cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(MessageEvent message) {
            if (!inside.compareAndSet(false, true)) {
                wrong.add("two signals at the same time");
            }
            numbers.heard(message);
            got.open();
            inside.set(false);
        }

        @Override
        public void onError(Throwable failure) {
            wrong.add(failure.toString());
        }

        @Override
        public void onComplete() {
            wrong.add("complete");
        }
    }
}
