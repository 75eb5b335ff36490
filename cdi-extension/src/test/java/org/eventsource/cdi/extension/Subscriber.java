package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.MessageEvent;
import org.eventsource.itests.support.Patience;

/** Records its signals: the data of messages, payloads, exceptions, and {@code "complete"}. */
final class Subscriber implements Flow.Subscriber<Object> {

    private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private final long first;
    private volatile Flow.Subscription subscription;

    private Subscriber(long first) {
        this.first = first;
    }

    /** Subscribes to all items. */
    static Subscriber of(Flow.Publisher<?> publisher) {
        return of(publisher, Long.MAX_VALUE);
    }

    /** Subscribes and requests some items; 0: none. */
    static Subscriber of(Flow.Publisher<?> publisher, long first) {
        Subscriber subscriber = new Subscriber(first);
        publisher.subscribe(subscriber);
        return subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription created) {
        subscription = created;
        if (first > 0) {
            created.request(first);
        }
    }

    @Override
    public void onNext(Object item) {
        signals.add(item instanceof MessageEvent message ? message.data() : item);
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(failure);
    }

    @Override
    public void onComplete() {
        signals.add("complete");
    }

    void request(long count) {
        subscription.request(count);
    }

    void cancel() {
        subscription.cancel();
    }

    /** Waits for the next signal and returns it. It fails if there is none in time. */
    Object next() throws InterruptedException {
        Object next = signals.poll(Patience.LIMIT.toSeconds(), SECONDS);
        assertThat(next).as("a signal").isNotNull();
        return next;
    }

    boolean isEmpty() {
        return signals.isEmpty();
    }
}
