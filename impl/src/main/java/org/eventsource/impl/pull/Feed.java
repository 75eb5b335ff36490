package org.eventsource.impl.pull;

import org.eventsource.ErrorEvent;
import org.jspecify.annotations.Nullable;

/** Supplies the items of one subscriber. One thread at a time takes them. */
public interface Feed<T> {

    /** Begins to supply items. Called once, unless the subscriber has cancelled before. */
    void start();

    /** Takes an item; null: there is none now. */
    @Nullable
    T poll();

    /** Returns whether all items were taken and no further one follows. */
    boolean isOver();

    /** Returns why the feed is over; null: it has ended in the way that the application expects. */
    @Nullable
    ErrorEvent failure();

    /** Supplies nothing more, and releases what the feed uses. Called on any thread, and more than once. */
    void close();
}
