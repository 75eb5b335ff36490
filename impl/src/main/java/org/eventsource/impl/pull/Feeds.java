package org.eventsource.impl.pull;

import org.eventsource.MessageEvent;
import org.eventsource.impl.transport.ApplicationExecutor;

/** Creates a feed for each subscriber. */
public interface Feeds<T> {

    /** Calls the subscriber of one feed. Safe for use by many threads. */
    interface Caller {

        /** Calls the subscriber on this thread, unless another thread calls it now. */
        void call();

        /** Calls the subscriber on a thread of the executor. It never blocks. */
        void callLater();
    }

    /**
     * Creates a feed. It supplies nothing before it is {@linkplain Feed#start started}.
     *
     * @param caller is called when there are items, and when the feed is over
     * @throws IllegalArgumentException if the feed cannot be created with the settings
     * @throws IllegalStateException if something is absent that the feed needs
     */
    Feed<T> create(Caller caller);

    /** Returns the executor that calls subscribers. */
    ApplicationExecutor executor();

    /** Returns feeds that have a source each. A subscriber is called on the thread that reads, if it is free. */
    static Feeds<MessageEvent> of(Sources sources) {
        return new Feeds<>() {
            @Override
            public Feed<MessageEvent> create(Caller caller) {
                return new SourceFeed(sources, caller::call);
            }

            @Override
            public ApplicationExecutor executor() {
                return sources.executor();
            }
        };
    }
}
