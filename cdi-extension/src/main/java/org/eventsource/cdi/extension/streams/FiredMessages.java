package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.MessageEvent;
import org.eventsource.impl.pull.WaitingMessages;

/** The messages that the application fires for its own stream, for subscribers of injected publishers. */
final class FiredMessages {

    private final Set<FiredFeed> open = ConcurrentHashMap.newKeySet();

    /** Passes on a message that was fired with this event type. */
    void add(MessageEvent message, String eventType) {
        open.forEach(feed -> feed.add(message, eventType));
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
    final class FiredFeed extends SubscriberFeed {

        private FiredFeed(Optional<String> eventType, WaitingMessages waiting) {
            super(eventType, waiting);
        }

        @Override
        public void start() {
            open.add(this);
            if (isEnded()) {
                leave();
            }
        }

        @Override
        void leave() {
            open.remove(this);
        }
    }
}
