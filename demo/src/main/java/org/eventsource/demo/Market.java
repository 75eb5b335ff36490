package org.eventsource.demo;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

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

    /** Ends each subscription after a last action. */
    synchronized void dismiss(Consumer<Subscriber> last) {
        subscribers.forEach(last);
        subscribers.clear();
    }

    /** Who wants to know of quotes. */
    interface Subscriber {

        /**
         * Takes all quotes up to the latest.
         *
         * @return whether to go on
         */
        boolean catchUp(long latest);

        /** Ends the connection between two quotes. */
        void cut();

        /** Sends garbage, and ends the connection in the middle of a quote. */
        void garble();
    }
}
