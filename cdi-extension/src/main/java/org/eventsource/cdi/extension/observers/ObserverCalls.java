package org.eventsource.cdi.extension.observers;

import java.util.function.Consumer;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.transport.Causes;

/** Fires events to the observers of one stream and reports what they throw. */
public final class ObserverCalls {

    private final Consumer<Runnable> contexts;
    private final AsyncObservers async;

    /**
     * @param contexts runs its argument in the context of synchronous observers
     * @param async notifies asynchronous observers
     */
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

    /**
     * Calls synchronous observers, then notifies asynchronous observers. Blocks while too many asynchronous
     * notifications are unfinished.
     */
    <T> void fire(Delivery<T> delivery, T event, Consumer<Throwable> failures, Consumer<Throwable> laterFailures) {
        fireNow(delivery, event, failures);
        if (delivery.async()) {
            async.fire(delivery.selected(), event, laterFailures);
        }
    }

    /**
     * Calls synchronous observers, then notifies asynchronous observers without waiting for earlier notifications. It
     * is used for failures of asynchronous observers: their thread would wait for itself.
     */
    <T> void fireWithoutBlocking(Delivery<T> delivery, T event, Consumer<Throwable> failures) {
        fireNow(delivery, event, failures);
        if (delivery.async()) {
            async.fireWithoutBlocking(delivery.selected(), event, failures);
        }
    }

    /** Notifies asynchronous observers. Blocks while too many notifications are unfinished. */
    <T> void fireLater(Delivery<T> delivery, T event, Consumer<Throwable> failures, Runnable ended) {
        async.fire(delivery.selected(), event, failures, ended);
    }

    /** Calls synchronous observers. */
    <T> void fireNow(Delivery<T> delivery, T event, Consumer<Throwable> failures) {
        if (!delivery.sync()) {
            return;
        }
        try {
            delivery.selected().fire(event);
        } catch (Throwable e) {
            // Weld wraps an error of an observer in an exception.
            Causes.all(e).forEach(FatalErrors::rethrow);
            failures.accept(e);
        }
    }

    int unfinished() {
        return async.unfinished();
    }

    /** Returns whether the current thread notifies asynchronous observers. */
    boolean areAsyncHere() {
        return async.areNotifiedHere();
    }

    void stop() {
        async.stop();
    }
}
