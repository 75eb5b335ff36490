package org.eventsource.demo;

import java.util.HashSet;
import java.util.Set;

/** Makes quotes, one after the other, with or without subscribers. */
final class Market {

    private final Set<Subscriber> subscribers = new HashSet<>();
    private long latest;

    /** The number of the latest quote; 0 before the first. */
    synchronized long latest() {
        return latest;
    }

    /** The next quote is there. */
    synchronized void publish() {
        latest++;
        subscribers.removeIf(subscriber -> !subscriber.catchUp(latest));
    }

    /** Calls a subscriber with the latest quote, now and at each new one, until it returns false. */
    synchronized void subscribe(Subscriber subscriber) {
        if (subscriber.catchUp(latest)) {
            subscribers.add(subscriber);
        }
    }

    /** Who wants to know of quotes. */
    @FunctionalInterface
    interface Subscriber {

        /**
         * Takes all quotes up to the latest.
         *
         * @return whether to go on
         */
        boolean catchUp(long latest);
    }
}
