package org.eventsource.impl.pull;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSourceException;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.impl.source.LogSettings;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber and its feed. One thread at a time calls the subscriber. It is a thread of the feed that calls
 * {@link #call}, if the subscriber has requested items by then. Otherwise it is a thread of the executor.
 */
final class FeedSubscription<T> implements Flow.Subscription, Feed.Caller {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final Feeds<T> feeds;
    private final AtomicLong demand = new AtomicLong();

    /** How often there was something to do since the last look. The caller that adds the first one does it. */
    private final AtomicInteger due = new AtomicInteger();

    /** Null after the last signal. Used by the thread that works. */
    private Flow.@Nullable Subscriber<? super T> subscriber;

    private volatile @Nullable Feed<T> feed;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean cancelled;

    FeedSubscription(Flow.Subscriber<? super T> subscriber, Feeds<T> feeds) {
        this.subscriber = subscriber;
        this.feeds = feeds;
    }

    /** Signals nothing else before {@code onSubscribe} has returned. */
    void open() {
        due.set(1);
        try {
            feed = feeds.create().apply(this);
        } catch (RuntimeException e) {
            failure = e;
        }
        boolean accepted = false;
        try {
            requireNonNull(subscriber).onSubscribe(this);
            accepted = true;
        } finally {
            if (!accepted) {
                cancel();
            }
        }
        start();
        workLater();
    }

    private void start() {
        Feed<T> created = feed;
        if (created != null && cancelled) {
            created.close();
        } else if (created != null) {
            created.start();
        }
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            failure = new IllegalArgumentException(
                    "request: " + count + " is not positive, as rule 3.9 of Reactive Streams demands");
        } else {
            demand.accumulateAndGet(count, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
        callLater();
    }

    @Override
    public void cancel() {
        cancelled = true;
        close();
        call();
    }

    @Override
    public void call() {
        if (due.getAndIncrement() == 0) {
            workUntilDone();
        }
    }

    @Override
    public void callLater() {
        if (due.getAndIncrement() == 0) {
            workLater();
        }
    }

    private void workLater() {
        feeds.executor().execute(this::workUntilDone, this::rejected);
    }

    private void rejected(RejectedExecutionException cause) {
        failure = new EventSourceException(
                ErrorEvent.builder(ErrorKind.EXECUTOR, ReadyState.CLOSED, "the executor rejects tasks")
                        .cause(cause)
                        .build());
        workUntilDone();
    }

    private void workUntilDone() {
        int seen = due.get();
        do {
            signal();
            seen = due.addAndGet(-seen);
        } while (seen > 0);
    }

    private void signal() {
        Flow.Subscriber<? super T> called = subscriber;
        if (called == null || cancelled) {
            subscriber = null;
            return;
        }
        try {
            signal(called);
        } catch (Throwable e) {
            // The rules allow no exception, and demand that the subscription counts as cancelled.
            cancelled = true;
            subscriber = null;
            close();
            FatalErrors.rethrow(e);
            Reports.logSingle(LOGGER, "a subscriber failed; its subscription is cancelled", e);
        }
    }

    private void signal(Flow.Subscriber<? super T> called) {
        RuntimeException failed = failure;
        if (failed == null) {
            deliver(called);
            failed = failure;
        }
        if (cancelled) {
            subscriber = null;
        } else if (failed != null) {
            subscriber = null;
            close();
            called.onError(failed);
        } else {
            endIfOver(called);
        }
    }

    private void deliver(Flow.Subscriber<? super T> called) {
        Feed<T> created = requireNonNull(feed);
        created.handled();
        long wanted = demand.get();
        long delivered = 0;
        while (delivered < wanted && !cancelled && failure == null) {
            T item = created.poll();
            if (item == null) {
                break;
            }
            delivered++;
            called.onNext(item);
            created.handled();
        }
        if (wanted != Long.MAX_VALUE) {
            demand.addAndGet(-delivered);
        }
    }

    private void endIfOver(Flow.Subscriber<? super T> called) {
        Feed<T> created = requireNonNull(feed);
        if (!created.isOver()) {
            return;
        }
        subscriber = null;
        // A cancellation closes the feed, too. It is no end of the stream.
        if (!cancelled) {
            end(called, created.failure());
        }
    }

    private void close() {
        Feed<T> created = feed;
        if (created != null) {
            created.close();
        }
    }

    private static void end(Flow.Subscriber<?> called, @Nullable ErrorEvent failure) {
        if (failure == null) {
            called.onComplete();
        } else {
            called.onError(new EventSourceException(failure));
        }
    }
}
