package org.eventsource.impl.pull;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSourceException;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber and its source. The subscriber is called by one thread at a time: by the thread that reads, if the
 * subscriber has requested messages by then, else by the executor.
 */
final class MessageSubscription implements Flow.Subscription {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final Sources sources;
    private final ReadMessages messages = new ReadMessages(this::work);
    private final AtomicLong demand = new AtomicLong();

    /** How often there was something to do since the last look. The caller that adds the first one does it. */
    private final AtomicInteger due = new AtomicInteger();

    /** Null after the last signal. Used by the thread that works. */
    private Flow.@Nullable Subscriber<? super MessageEvent> subscriber;

    private volatile @Nullable HttpEventSource source;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean cancelled;

    MessageSubscription(Flow.Subscriber<? super MessageEvent> subscriber, Sources sources) {
        this.subscriber = subscriber;
        this.sources = sources;
    }

    /** Signals nothing else before {@code onSubscribe} has returned. */
    void open() {
        due.set(1);
        try {
            source = sources.create(messages);
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
        HttpEventSource created = source;
        if (created != null && cancelled) {
            created.close();
        } else if (created != null) {
            sources.start(created);
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
        if (due.getAndIncrement() == 0) {
            workLater();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        HttpEventSource opened = source;
        if (opened != null) {
            opened.close();
        }
        work();
    }

    /** Works on this thread, unless another one works. */
    private void work() {
        if (due.getAndIncrement() == 0) {
            workUntilDone();
        }
    }

    private void workLater() {
        sources.executor().execute(this::workUntilDone, this::rejected);
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
        Flow.Subscriber<? super MessageEvent> called = subscriber;
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
            LOGGER.log(WARNING, "a subscriber failed; its subscription is cancelled", ForeignText.of(e));
        }
    }

    private void signal(Flow.Subscriber<? super MessageEvent> called) {
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
        } else if (messages.isUsedUp() && messages.isOver()) {
            subscriber = null;
            end(called, messages.failure());
        }
    }

    private void deliver(Flow.Subscriber<? super MessageEvent> called) {
        long wanted = demand.get();
        long delivered = 0;
        while (delivered < wanted && !cancelled && failure == null) {
            MessageEvent message = messages.poll();
            if (message == null) {
                break;
            }
            if (messages.isUsedUp()) {
                readOn();
            }
            delivered++;
            called.onNext(message);
        }
        if (wanted != Long.MAX_VALUE) {
            demand.addAndGet(-delivered);
        }
    }

    private void readOn() {
        HttpEventSource opened = source;
        if (messages.wantsReadOn() && opened != null) {
            opened.readOn();
        }
    }

    private void close() {
        HttpEventSource opened = source;
        if (opened != null) {
            opened.close();
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
