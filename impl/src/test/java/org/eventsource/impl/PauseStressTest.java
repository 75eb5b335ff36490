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
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.impl.transport.UrlTemplate;
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

    /** Not the common pool, which may have one thread only. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final Numbers numbers = new Numbers();
    private final AtomicLong last = new AtomicLong();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    /** Sends numbered messages in pieces of many sizes, and breaks the connection at times. */
    private final class Numbers implements ScriptedTransport {

        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicLong connections = new AtomicLong();

        @Override
        public Runnable connect(String key, Attempt attempt) {
            AtomicBoolean cancelled = new AtomicBoolean();
            connections.incrementAndGet();
            attempt.execute(() -> begin(attempt, cancelled));
            return () -> cancelled.set(true);
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
            if (ended.get() || cancelled.get()) {
                return;
            }
            if (after - last.get() > AHEAD) {
                attempt.execute(() -> send(attempt, cancelled, after, random));
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
        numbers.ended.set(true);
        threads.shutdown();
    }

    private SourceBuilder builder() {
        return SharedResources.common()
                .builder(UrlTemplate.of("http://127.0.0.1/"))
                .scripted("numbers", numbers)
                .connectTimeout(Duration.ofMinutes(1))
                .onError(error -> {});
    }

    private void heard(MessageEvent message) {
        long number = Long.parseLong(message.data());
        if (number != last.get() + 1) {
            wrong.add(number + " after " + last.get());
        }
        last.set(number);
    }

    @Test
    void a_pause_lets_at_most_one_message_through_and_loses_none() {
        AtomicLong begun = new AtomicLong();
        try (EventSource source = builder()
                .onMessage(message -> {
                    begun.incrementAndGet();
                    heard(message);
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
            long reached = last.get();
            await().atMost(Patience.LIMIT).until(() -> last.get() > reached + AHEAD);
        }
        assertThat(wrong).isEmpty();
        assertThat(numbers.connections.get()).isGreaterThan(1);
    }

    @Test
    void a_loop_takes_each_message_once() {
        try (EventStream stream = builder().stream()) {
            for (MessageEvent message : stream) {
                heard(message);
                if (last.get() == ROUNDS) {
                    break;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(numbers.connections.get()).isGreaterThan(1);
    }

    @Test
    void a_loop_ends_when_another_thread_closes() throws Exception {
        for (long round = 0; round < ROUNDS / 100; round++) {
            last.set(0);
            EventStream stream = builder().stream();
            Future<?> loop = threads.submit(() -> stream.forEach(this::heard));
            threads.execute(stream::close);
            loop.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        assertThat(wrong).isEmpty();
    }

    /** Requests from another thread too, and sums up to more than a {@code long} has. */
    @Test
    void a_subscriber_gets_each_message_once_whatever_it_requests() {
        Requesting subscriber = new Requesting();
        builder().publisher().subscribe(subscriber);
        Random random = new Random(1);
        for (long requested = 0; requested < ROUNDS; ) {
            int more = 1 + random.nextInt(30);
            requested += more;
            subscriber.subscription.request(more);
        }
        await().atMost(Duration.ofSeconds(60 + ROUNDS / 1000)).until(() -> last.get() >= ROUNDS);
        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.subscription.request(Long.MAX_VALUE);
        long reached = last.get();
        await().atMost(Patience.LIMIT).until(() -> last.get() > reached + AHEAD);
        subscriber.subscription.cancel();

        assertThat(wrong).isEmpty();
        assertThat(subscriber.failures).isEmpty();
    }

    @Test
    void a_cancelled_subscriber_gets_at_most_the_message_in_delivery() {
        for (long round = 0; round < ROUNDS / 100; round++) {
            last.set(0);
            Requesting subscriber = new Requesting();
            builder().publisher().subscribe(subscriber);
            subscriber.subscription.request(Long.MAX_VALUE);
            subscriber.subscription.cancel();
            long reached = subscriber.received.get();
            Thread.onSpinWait();
            if (subscriber.received.get() > reached + 1) {
                wrong.add((subscriber.received.get() - reached) + " messages after a cancel");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private final class Requesting implements Flow.Subscriber<MessageEvent> {

        private final List<Throwable> failures = new ArrayList<>();
        private final AtomicBoolean inside = new AtomicBoolean();
        private final AtomicLong received = new AtomicLong();
        private volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(MessageEvent message) {
            if (!inside.compareAndSet(false, true)) {
                wrong.add("two signals at the same time");
            }
            long number = Long.parseLong(message.data());
            if (number != received.get() + 1) {
                wrong.add(number + " after " + received.get());
            }
            received.set(number);
            last.set(number);
            inside.set(false);
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onComplete() {
            failures.add(new IllegalStateException("complete"));
        }
    }
}
