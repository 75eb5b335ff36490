package org.eventsource.impl.pull;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;

/** A publisher that creates a feed for each subscriber. */
final class FeedPublisher<T> implements Flow.Publisher<T> {

    private final Feeds<T> feeds;

    FeedPublisher(Feeds<T> feeds) {
        this.feeds = feeds;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        new FeedSubscription<>(requireNonNull(subscriber, "subscriber"), feeds).open();
    }
}
