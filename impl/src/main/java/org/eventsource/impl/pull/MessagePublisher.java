package org.eventsource.impl.pull;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import org.eventsource.MessageEvent;

/** A publisher that opens a source for each subscriber. */
public final class MessagePublisher implements Flow.Publisher<MessageEvent> {

    private final Sources sources;

    public MessagePublisher(Sources sources) {
        this.sources = sources;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super MessageEvent> subscriber) {
        new MessageSubscription(requireNonNull(subscriber, "subscriber"), sources).open();
    }
}
