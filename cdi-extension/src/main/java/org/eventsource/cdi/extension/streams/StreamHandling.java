package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import org.eventsource.cdi.extension.config.Setting;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.model.Audience;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.HandlingSettings;
import org.eventsource.cdi.extension.model.OnFailure;
import org.eventsource.cdi.extension.observers.Followers;
import org.eventsource.cdi.extension.observers.ObservedMessages;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.observers.UnitOfWork;
import org.eventsource.cdi.extension.streams.CursorStores.StreamCursor;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.transport.Shown;

/** How the observers of one stream handle its messages: one by one, with a cursor, or as they come. */
final class StreamHandling {

    private final StreamSettings settings;
    private final Audience audience;
    private final StreamObservers observers;
    private final CursorStores stores;
    private final Gate gate;
    private final ThreadFactory threads;

    /** @param threads have no transaction of a caller */
    StreamHandling(
            StreamSettings settings,
            Audience audience,
            StreamObservers observers,
            CursorStores stores,
            Gate gate,
            ThreadFactory threads) {
        this.settings = settings;
        this.audience = audience;
        this.observers = observers;
        this.stores = stores;
        this.gate = gate;
        this.threads = threads;
    }

    /**
     * Returns the cursor.
     *
     * @throws IllegalArgumentException if a setting of it is missing or does not fit
     */
    Optional<StreamCursor> cursor() {
        return stores.find(settings, audience);
    }

    /**
     * Asks the store of a cursor.
     *
     * @throws IllegalStateException if it does not answer
     */
    Optional<String> load(CursorUse use) {
        return outsideOfTransactions(use, "read", () -> use.store().load(use.name()));
    }

    /**
     * Sets a cursor.
     *
     * @throws IllegalStateException if the store does not answer
     */
    void reset(CursorUse use, String id) {
        outsideOfTransactions(use, "moved", () -> {
            use.store().reset(use.name(), id);
            return id;
        });
    }

    /**
     * Calls a store on a thread of its own, and waits for it. The caller may have a transaction, which the call would
     * join: the stream would not see what is set before that transaction is committed.
     */
    private <T> T outsideOfTransactions(CursorUse use, String done, Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.newThread(() -> {
                    try {
                        result.complete(call.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted, so that it is not known whether the cursor %s was %s"
                            .formatted(Shown.of(use.name()), done),
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(
                    "the cursor %s cannot be %s".formatted(Shown.of(use.name()), done), e.getCause());
        }
    }

    /** Returns whether a failure of an observer ends the stream for good. */
    boolean closesAfterFailure() {
        return settings.find(Setting.ON_FAILURE).filter(OnFailure.CLOSE::equals).isPresent();
    }

    /**
     * Has a source call the observers message by message, if the stream needs it.
     *
     * @throws IllegalArgumentException as {@link #cursor}
     */
    void prepare(SourceBuilder builder, Followers followers) {
        Optional<StreamCursor> cursor = cursor();
        HandlingSettings handling = settings.handling(cursor.isPresent());
        if (cursor.isEmpty() && handling.onFailure() != OnFailure.RETRY && !audience.receives(EventKind.RESUMED)) {
            return;
        }
        cursor.ifPresent(
                present -> builder.cursor(present.use().store(), present.use().name()));
        UnitOfWork unit = cursor.map(StreamCursor::unit).orElse(UnitOfWork.NONE);
        builder.handler((created, settled, delivers) -> new ObservedMessages(
                settings.name(), observers, handling, unit, created, followers, gate, settled, delivers));
    }
}
