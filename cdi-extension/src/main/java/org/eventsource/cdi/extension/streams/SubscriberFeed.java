package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.impl.pull.Feed;
import org.eventsource.impl.pull.WaitingMessages;
import org.jspecify.annotations.Nullable;

/** The messages that wait for one subscriber, until the subscriber or the application ends them. */
abstract class SubscriberFeed implements Feed<MessageEvent>, Pulls.Pull {

    final WaitingMessages waiting;
    private final Optional<String> eventType;

    /**
     * @param eventType the type of the messages; empty: all types
     * @param waiting contains the messages until the subscriber takes them
     */
    SubscriberFeed(Optional<String> eventType, WaitingMessages waiting) {
        this.eventType = eventType;
        this.waiting = waiting;
    }

    /** Leaves the stream that supplies the messages. Called on any thread, and more than once. */
    abstract void leave();

    /** Adds a message of this type if the subscriber wants it. */
    final void add(MessageEvent message, String type) {
        if ((eventType.isEmpty() || eventType.get().equals(type)) && !waiting.add(message)) {
            leave();
        }
    }

    @Override
    public final @Nullable MessageEvent poll() {
        return waiting.poll();
    }

    @Override
    public final boolean isOver() {
        return waiting.isOver();
    }

    @Override
    public final boolean isEnded() {
        return waiting.isEnded();
    }

    @Override
    public final @Nullable ErrorEvent failure() {
        return waiting.failure();
    }

    @Override
    public final void fail(ErrorEvent cause) {
        waiting.end(cause);
        leave();
    }

    @Override
    public final void close() {
        waiting.close();
        leave();
    }
}
