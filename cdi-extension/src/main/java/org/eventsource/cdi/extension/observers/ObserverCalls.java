package org.eventsource.cdi.extension.observers;

import java.util.function.Consumer;
import org.eventsource.impl.dispatch.FatalErrors;

/** Fires to the observers of one stream, and hands what they throw to whoever wants to know. */
public final class ObserverCalls {

    private final Consumer<Runnable> contexts;
    private final AsyncObservers async;

    /** With what gives synchronous observers their context. */
    public ObserverCalls(Consumer<Runnable> contexts, AsyncObservers async) {
        this.contexts = contexts;
        this.async = async;
    }

    void inContext(boolean needed, Runnable firing) {
        if (needed) {
            contexts.accept(firing);
        } else {
            firing.run();
        }
    }

    /** To synchronous observers, then to asynchronous ones, for whom there may have to be room first. */
    <T> void fire(Delivery<T> delivery, T event, Consumer<Throwable> failures, Consumer<Throwable> laterFailures) {
        fireNow(delivery, event, failures);
        if (delivery.heardLater()) {
            async.fire(delivery.selected(), event, laterFailures);
        }
    }

    /** Where waiting for room would be waiting for oneself. */
    <T> void fireAtOnce(Delivery<T> delivery, T event, Consumer<Throwable> failures) {
        fireNow(delivery, event, failures);
        if (delivery.heardLater()) {
            async.fireAtOnce(delivery.selected(), event, failures);
        }
    }

    private static <T> void fireNow(Delivery<T> delivery, T event, Consumer<Throwable> failures) {
        if (!delivery.heard()) {
            return;
        }
        try {
            delivery.selected().fire(event);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            failures.accept(e);
        }
    }

    void stop() {
        async.stop();
    }
}
