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
import org.jspecify.annotations.Nullable;

/** Notifies the asynchronous observers of a stream, in order. If they are too slow, the stream waits. */
public final class AsyncObservers {

    private static final int MAX_UNFINISHED = 64;

    private static final Duration IDLE_TIME = Duration.ofSeconds(2);

    private final ThreadPoolExecutor thread;
    private final NotificationOptions options;
    private final Backlog backlog = new Backlog(MAX_UNFINISHED);
    private volatile boolean stopped;

    /** The thread that runs a notification now; null: none does. */
    private volatile @Nullable Thread notifying;

    /**
     * @param threads creates the thread that notifies observers; one thread exists at a time, and it ends when it is
     *     idle. The executor of messages is not used here: its threads may wait in {@link #fire}, and if all of them
     *     wait, no thread is left to notify observers.
     * @param gate rejects notifications after the stop
     */
    public AsyncObservers(ThreadFactory threads, Gate gate) {
        this.thread =
                new ThreadPoolExecutor(1, 1, IDLE_TIME.toMillis(), MILLISECONDS, new LinkedBlockingQueue<>(), threads);
        thread.allowCoreThreadTimeOut(true);
        this.options = NotificationOptions.ofExecutor(task -> thread.execute(() -> gate.run(() -> run(task))));
    }

    private void run(Runnable notification) {
        notifying = Thread.currentThread();
        try {
            notification.run();
        } finally {
            notifying = null;
        }
    }

    /** Returns whether the current thread notifies the observers. */
    boolean areNotifiedHere() {
        return notifying == Thread.currentThread();
    }

    /** Notifies the observers. Blocks while too many notifications are unfinished. */
    <T> void fire(Event<T> selected, T event, Consumer<Throwable> failures) {
        fire(selected, event, failures, () -> {});
    }

    /**
     * Notifies the observers. Blocks while too many notifications are unfinished.
     *
     * @param ended is called when the observers have returned or failed, unless the application stops before
     */
    <T> void fire(Event<T> selected, T event, Consumer<Throwable> failures, Runnable ended) {
        if (backlog.enter()) {
            notify(selected, event, failures, ended);
        }
    }

    /** Notifies the observers without blocking. It is used on threads that other notifications wait for. */
    <T> void fireWithoutBlocking(Event<T> selected, T event, Consumer<Throwable> failures) {
        if (backlog.enterWithoutBlocking()) {
            notify(selected, event, failures, () -> {});
        }
    }

    private <T> void notify(Event<T> selected, T event, Consumer<Throwable> failures, Runnable ended) {
        try {
            selected.fireAsync(event, options).whenComplete((fired, failure) -> {
                backlog.leave();
                if (failure != null) {
                    failed(cause(failure), failures);
                }
                if (failure == null || !isStopped(cause(failure))) {
                    ended.run();
                }
            });
        } catch (RuntimeException e) {
            backlog.leave();
            failed(e, failures);
            if (!isStopped(e)) {
                ended.run();
            }
        }
    }

    /** Reports a failure. If the stop of the application rejects a notification, no observer has failed. */
    private void failed(Throwable failure, Consumer<Throwable> failures) {
        if (!isStopped(failure)) {
            failures.accept(failure);
        }
    }

    /** Returns how many notifications have not ended. */
    int unfinished() {
        return backlog.unfinished();
    }

    private boolean isStopped(Throwable failure) {
        return stopped && failure instanceof RejectedExecutionException;
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
