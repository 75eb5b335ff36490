package org.eventsource.cdi.extension;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eventsource.impl.transport.SerialExecutor;

/** Notifies the asynchronous observers of a stream, in order; a stream that they cannot keep up with waits. */
final class AsyncObservers {

    private static final int MAX_UNFINISHED = 64;

    private final NotificationOptions options;
    private final Backlog backlog = new Backlog(MAX_UNFINISHED);

    AsyncObservers(Executor executor, Dispatches dispatches) {
        Executor serial = new SerialExecutor(executor, rejected -> {
            throw rejected;
        });
        this.options = NotificationOptions.ofExecutor(task -> serial.execute(() -> dispatches.run(task)));
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
                    failures.accept(cause(failure));
                }
            });
        } catch (RuntimeException e) {
            backlog.leave();
            failures.accept(e);
        }
    }

    void stop() {
        backlog.stop();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
