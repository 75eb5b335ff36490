package org.eventsource.impl.cursor;

import java.time.Duration;

/** The delays before repetitions. Each is twice as long as the one before, up to a bound. To be used in turn. */
public final class DoublingDelays {

    private static final Duration FIRST_OF_STORE = Duration.ofSeconds(1);
    private static final Duration LONGEST_OF_STORE = Duration.ofSeconds(30);

    private final Duration first;
    private final Duration longest;
    private Duration next;

    /** @param longest the bound of the doubling; a longer first delay stays */
    public DoublingDelays(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** Returns the delays of calls of a store that does not answer. */
    public static DoublingDelays ofStore() {
        return new DoublingDelays(FIRST_OF_STORE, LONGEST_OF_STORE);
    }

    /** Returns the next delay. */
    public Duration next() {
        Duration now = next;
        if (now.compareTo(longest) < 0) {
            Duration doubled = now.multipliedBy(2);
            next = doubled.compareTo(longest) < 0 ? doubled : longest;
        }
        return now;
    }

    /** The next delay is the first one again. */
    public void reset() {
        next = first;
    }
}
