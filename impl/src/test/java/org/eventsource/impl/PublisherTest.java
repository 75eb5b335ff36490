package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eventsource.EventSource;
import org.eventsource.EventSourceException;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

/** Publishers with a connection for each subscriber, over each transport. {@code PublisherTckTest} has the rules. */
class PublisherTest extends TransportFixture {

    /** Records its signals. It requests nothing by itself. */
    private static class Subscriber implements Flow.Subscriber<MessageEvent> {

        final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
        volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(MessageEvent message) {
            signals.add(message.data());
        }

        @Override
        public void onError(Throwable failure) {
            signals.add("error " + failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }

        String next() throws InterruptedException {
            return signals.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private final Subscriber subscriber = new Subscriber();

    private EventSource.Builder plain(TransportKind transport) {
        return EventSource.builder(server.uri("/")).transport(transport).reconnect(false);
    }

    @OverEachTransport
    void signals_what_was_requested(TransportKind transport) throws Exception {
        server.on("/", connection -> connection.stream("data: a\n\ndata: b\n\ndata: c\n\n"));
        plain(transport).publisher().subscribe(subscriber);
        subscriber.subscription.request(2);
        assertThat(subscriber.next()).isEqualTo("a");
        assertThat(subscriber.next()).isEqualTo("b");
        assertThat(subscriber.signals).isEmpty();
        subscriber.subscription.request(1);

        assertThat(subscriber.next()).isEqualTo("c");
        assertThat(subscriber.next()).isEqualTo("complete");
    }

    @OverEachTransport
    void fails_with_what_was_refused(TransportKind transport) throws Exception {
        server.on("/", answering(404, ""));
        plain(transport).publisher().subscribe(subscriber);

        assertThat(subscriber.next()).isEqualTo("error EventSourceException");
    }

    /** Over the transport that leaves a silent stream on every Java. */
    @Test
    void leaves_when_the_subscription_is_cancelled() throws Exception {
        Gate left = new Gate();
        server.on("/", connection -> {
            connection.stream("data: a\n\n");
            connection.waitForClientClose();
            left.open();
        });
        plain(TransportKind.AUTO).publisher().subscribe(subscriber);
        subscriber.subscription.request(5);
        assertThat(subscriber.next()).isEqualTo("a");
        subscriber.subscription.cancel();

        left.await();
        assertThat(subscriber.signals).isEmpty();
    }

    @OverEachTransport
    void holds_the_server_back_without_demand(TransportKind transport) throws Exception {
        int many = 100_000;
        AtomicLong sent = new AtomicLong();
        server.on("/", connection -> {
            connection.stream();
            for (int number = 1; number <= many; number++) {
                connection.events("data: " + "x".repeat(1000) + "\n\n");
                sent.set(number);
            }
        });
        plain(transport).publisher().subscribe(subscriber);
        subscriber.subscription.request(1);
        assertThat(subscriber.next()).hasSize(1000);
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Patience.LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
        assertThat(sent.get()).isLessThan(many);
        subscriber.subscription.request(many);

        await().atMost(Duration.ofMinutes(1)).until(() -> sent.get() == many);
    }

    @Test
    void opens_a_connection_for_each_subscriber() throws Exception {
        server.on("/", streaming("data: a\n\n"));
        Flow.Publisher<MessageEvent> publisher = plain(TransportKind.AUTO).publisher();
        assertThat(server.pendingRequests()).isEmpty();
        Subscriber second = new Subscriber();
        publisher.subscribe(subscriber);
        publisher.subscribe(second);
        server.nextRequest();
        server.nextRequest();
        subscriber.subscription.cancel();
        second.subscription.cancel();
    }

    @Test
    void has_the_settings_of_its_time() throws Exception {
        server.on("/", streaming(""));
        EventSource.Builder builder = plain(TransportKind.AUTO).header("X-A", "before");
        Flow.Publisher<MessageEvent> publisher = builder.publisher();
        builder.header("X-A", "after");
        publisher.subscribe(subscriber);

        assertThat(server.nextRequest().header("X-A")).contains("before");
        subscriber.subscription.cancel();
    }

    @Test
    void cancels_the_subscription_of_a_subscriber_that_throws() throws Exception {
        Gate left = new Gate();
        server.on("/", connection -> {
            connection.stream("data: a\n\ndata: b\n\n");
            connection.waitForClientClose();
            left.open();
        });
        AtomicInteger calls = new AtomicInteger();
        Subscriber failing = new Subscriber() {
            @Override
            public void onNext(MessageEvent message) {
                calls.incrementAndGet();
                throw new IllegalStateException("by the test");
            }
        };
        plain(TransportKind.AUTO).publisher().subscribe(failing);
        failing.subscription.request(2);

        left.await();
        assertThat(calls).hasValue(1);
        assertThat(failing.signals).isEmpty();
    }

    @Test
    void calls_the_subscriber_on_threads_that_call_listeners() throws Exception {
        server.on("/", connection -> connection.stream("data: a\n\n"));
        Thread requesting = Thread.currentThread();
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        Subscriber recording = new Subscriber() {
            @Override
            public void onNext(MessageEvent message) {
                threads.add(Thread.currentThread());
            }
        };
        plain(TransportKind.JDK).publisher().subscribe(recording);
        server.nextRequest();
        recording.subscription.request(1);

        assertThat(recording.next()).isEqualTo("complete");
        assertThat(threads).hasSize(1).doesNotContain(requesting);
    }

    @Test
    void tells_a_subscriber_of_a_client_that_is_refused() throws Exception {
        AtomicInteger subscribed = new AtomicInteger();
        Subscriber counting = new Subscriber() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscribed.incrementAndGet();
                super.onSubscribe(given);
            }
        };
        EventSource.builder(server.uri("/"))
                .transport(TransportKind.JDK)
                .executor(task -> {
                    throw new java.util.concurrent.RejectedExecutionException("by the test");
                })
                .publisher()
                .subscribe(counting);

        assertThat(counting.next()).isEqualTo("error " + EventSourceException.class.getSimpleName());
        assertThat(subscribed).hasValue(1);
        await().atMost(Patience.LIMIT).until(counting.signals::isEmpty);
    }
}
