package org.eventsource.demo;

import java.util.HashSet;
import java.util.Set;

/** Where quotes come from: one after the other, whoever listens. */
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

    /** Tells a subscriber of the latest quote, now and whenever there is a new one, for as long as it wants to know. */
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
