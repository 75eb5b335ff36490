package org.eventsource.impl.pull;

import java.util.concurrent.Flow;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.impl.source.MessageSink;
import org.eventsource.impl.transport.ApplicationExecutor;

/** Creates sources whose messages are taken. */
public interface Sources {

    /**
     * Creates a source. It does not connect before it is {@linkplain #start started}.
     *
     * @throws IllegalArgumentException if the Jakarta REST client is not known to send such a request only once
     * @throws IllegalStateException if a Jakarta REST client is needed and none can be made
     */
    HttpEventSource create(MessageSink sink);

    /** Starts a source that was created here. */
    default void start(HttpEventSource created) {
        created.start();
    }

    /** Returns the executor of application code. */
    ApplicationExecutor executor();

    /**
     * Opens a stream.
     *
     * @throws IllegalArgumentException as {@link #create}
     * @throws IllegalStateException as {@link #create}
     */
    default EventStream stream() {
        return PulledStream.open(this);
    }

    /** Returns the messages of a new source. A subscriber is called on the thread that reads, if it is free. */
    default Feed<MessageEvent> feed(Feed.Caller caller) {
        return new SourceFeed(this, caller);
    }

    /** Returns a publisher that creates a source for each subscriber. */
    default Flow.Publisher<MessageEvent> publisher() {
        return Feed.publisher(this::feed, (task, rejected) -> executor().execute(task, rejected));
    }
}
