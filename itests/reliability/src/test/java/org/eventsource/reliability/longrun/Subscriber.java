package org.eventsource.reliability.longrun;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import org.eventsource.MessageEvent;
import org.jspecify.annotations.Nullable;

/** Requests some messages, and as many again when it has them. */
final class Subscriber implements Flow.Subscriber<MessageEvent>, AutoCloseable {

    private final NumberLog.OneStream log;
    private final int demand;
    private int received;
    private volatile Flow.@Nullable Subscription subscription;

    Subscriber(NumberLog.OneStream log, int demand) {
        this.log = log;
        this.demand = demand;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(demand);
    }

    @Override
    public void onNext(MessageEvent message) {
        log.add(message.data());
        received++;
        if (received % demand == 0) {
            requireNonNull(subscription).request(demand);
        }
    }

    @Override
    public void onError(Throwable failure) {
        throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}

    @Override
    public void close() {
        requireNonNull(subscription).cancel();
    }
}
