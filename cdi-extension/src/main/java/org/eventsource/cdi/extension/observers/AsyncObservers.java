package org.eventsource.cdi.extension.observers;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.eventsource.cdi.extension.threads.Gate;

/** Notifies the asynchronous observers of a stream, in order; a stream that they cannot keep up with waits. */
public final class AsyncObservers {

    private static final int MAX_UNFINISHED = 64;

    private static final Duration IDLE_TIME = Duration.ofSeconds(2);

    private final ThreadPoolExecutor thread;
    private final NotificationOptions options;
    private final Backlog backlog = new Backlog(MAX_UNFINISHED);
    private volatile boolean stopped;

    /**
     * With threads of which one is used while there is something to do. Not the executor that messages are dispatched
     * on: the dispatch may wait for room here, and with all threads of an executor waiting none would be left to make
     * it.
     */
    public AsyncObservers(ThreadFactory threads, Gate gate) {
        this.thread =
                new ThreadPoolExecutor(1, 1, IDLE_TIME.toMillis(), MILLISECONDS, new LinkedBlockingQueue<>(), threads);
        thread.allowCoreThreadTimeOut(true);
        this.options = NotificationOptions.ofExecutor(task -> thread.execute(() -> gate.run(task)));
    }

    /** Waits for room. */
    <T> void fire(Event<T> selected, T event, Consumer<Throwable> failures) {
        if (backlog.enter()) {
            notify(selected, event, failures);
        }
    }

    /** Does not wait: for what is fired by those that others wait for. */
    <T> void fireAtOnce(Event<T> selected, T event, Consumer<Throwable> failures) {
        if (backlog.enterAtOnce()) {
            notify(selected, event, failures);
        }
    }

    private <T> void notify(Event<T> selected, T event, Consumer<Throwable> failures) {
        try {
            selected.fireAsync(event, options).whenComplete((fired, failure) -> {
                backlog.leave();
                if (failure != null) {
                    failed(cause(failure), failures);
                }
            });
        } catch (RuntimeException e) {
            backlog.leave();
            failed(e, failures);
        }
    }

    /** A notification that the stop of the application prevents is no failure of an observer. */
    private void failed(Throwable failure, Consumer<Throwable> failures) {
        if (!(stopped && failure instanceof RejectedExecutionException)) {
            failures.accept(failure);
        }
    }

    void stop() {
        stopped = true;
        backlog.stop();
        thread.shutdown();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
