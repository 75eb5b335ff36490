package org.eventsource.impl.pull;

import java.util.concurrent.Flow;
import java.util.function.Function;
import org.eventsource.ErrorEvent;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.jspecify.annotations.Nullable;

/** Supplies the items of one subscriber. One thread at a time takes them. */
public interface Feed<T> {

    /** Calls the subscriber of one feed. Safe for use by many threads. */
    interface Caller {

        /** Calls the subscriber on this thread, unless another thread calls it now. */
        void call();

        /** Calls the subscriber on a thread of the executor. It never blocks. */
        void callLater();
    }

    /**
     * Returns a publisher that creates a feed for each subscriber.
     *
     * @param create creates a feed, which calls the caller when there are items, and when it is over; it may throw
     *     {@link IllegalArgumentException} or {@link IllegalStateException} if that is impossible
     * @param executor calls subscribers
     */
    static <T> Flow.Publisher<T> publisher(Function<Caller, Feed<T>> create, ApplicationExecutor executor) {
        return new FeedPublisher<>(new Feeds<>(create, executor));
    }

    /** Begins to supply items. Called once, unless the subscriber has cancelled before. */
    void start();

    /** Takes an item; null: there is none now. */
    @Nullable
    T poll();

    /**
     * The subscriber has handled the item that was taken last. Called again before the next one, and before the end.
     */
    default void handled() {}

    /** Returns whether all items were taken and handled, and no further one follows. */
    boolean isOver();

    /** Returns why the feed is over; null: it has ended in the way that the application expects. */
    @Nullable
    ErrorEvent failure();

    /** Supplies nothing more, and releases what the feed uses. Called on any thread, and more than once. */
    void close();
}
