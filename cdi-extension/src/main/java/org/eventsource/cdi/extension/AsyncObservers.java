package org.eventsource.cdi.extension;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.eventsource.impl.transport.SerialExecutor;

/** Notifies the asynchronous observers of a stream, in order; a stream that they cannot keep up with waits. */
final class AsyncObservers {

    private static final int MAX_UNFINISHED = 64;

    private final NotificationOptions options;
    private final Backlog backlog = new Backlog(MAX_UNFINISHED);
    private final BiConsumer<org.eventsource.Event, Throwable> failures;

    AsyncObservers(Executor executor, Dispatches dispatches, BiConsumer<org.eventsource.Event, Throwable> failures) {
        Executor serial = new SerialExecutor(executor, rejected -> {
            throw rejected;
        });
        this.options = NotificationOptions.ofExecutor(task -> serial.execute(() -> dispatches.run(task)));
        this.failures = failures;
    }

    <E extends org.eventsource.Event> void fire(Event<E> selected, E event) {
        if (!backlog.enter()) {
            return;
        }
        try {
            selected.fireAsync(event, options).whenComplete((fired, failure) -> {
                backlog.leave();
                if (failure != null) {
                    failures.accept(event, cause(failure));
                }
            });
        } catch (RuntimeException e) {
            backlog.leave();
            throw e;
        }
    }

    void stop() {
        backlog.stop();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
