package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.impl.pull.Feed;
import org.eventsource.impl.pull.WaitingMessages;
import org.jspecify.annotations.Nullable;

/** The messages that the application fires for its own stream, for subscribers of injected publishers. */
final class FiredMessages {

    private final Set<FiredFeed> open = ConcurrentHashMap.newKeySet();

    /** Passes on a message that was fired with this event type. */
    void add(MessageEvent message, String eventType) {
        open.forEach(feed -> feed.receive(message, eventType));
    }

    /**
     * Creates the feed of one subscriber.
     *
     * @param eventType the type of the messages; empty: all types
     * @param waiting contains the messages until the subscriber takes them
     */
    FiredFeed feed(Optional<String> eventType, WaitingMessages waiting) {
        return new FiredFeed(eventType, waiting);
    }

    /** The fired messages for one subscriber. */
    final class FiredFeed implements Feed<MessageEvent>, Pulls.Pull {

        private final Optional<String> eventType;
        private final WaitingMessages waiting;

        private FiredFeed(Optional<String> eventType, WaitingMessages waiting) {
            this.eventType = eventType;
            this.waiting = waiting;
        }

        private void receive(MessageEvent message, String fired) {
            if ((eventType.isEmpty() || eventType.get().equals(fired)) && !waiting.add(message)) {
                open.remove(this);
            }
        }

        @Override
        public void start() {
            open.add(this);
            if (waiting.isEnded()) {
                open.remove(this);
            }
        }

        @Override
        public @Nullable MessageEvent poll() {
            return waiting.poll();
        }

        @Override
        public boolean isOver() {
            return waiting.isOver();
        }

        @Override
        public boolean isEnded() {
            return waiting.isEnded();
        }

        @Override
        public @Nullable ErrorEvent failure() {
            return waiting.failure();
        }

        @Override
        public void fail(ErrorEvent cause) {
            waiting.end(cause);
            open.remove(this);
        }

        @Override
        public void close() {
            waiting.close();
            open.remove(this);
        }
    }
}
