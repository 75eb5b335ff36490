package org.eventsource.impl.pull;

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
}
