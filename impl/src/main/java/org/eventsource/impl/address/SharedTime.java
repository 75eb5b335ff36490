package org.eventsource.impl.address;

import java.time.Duration;

/**
 * How the time of an attempt is divided among the addresses of a name. The first address has a third for its response,
 * and a third for the check. The rest is divided into equal turns: one for each other address, and one for the response
 * of the last one. If there are too many addresses for that, the last ones have no turn.
 */
final class SharedTime {

    private static final Duration UNLIMITED = Duration.ofSeconds(30);

    /** No connection takes longer. A turn has to fit into the milliseconds of a socket. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** A connection to a server far away needs as much. */
    private static final Duration SHORTEST_TURN = Duration.ofMillis(500);

    private static final int SHARES = 3;

    private final Duration whole;

    /** @param whole the time for one attempt; zero: no limit */
    SharedTime(Duration whole) {
        if (whole.isZero()) {
            this.whole = UNLIMITED;
        } else {
            this.whole = whole.compareTo(LONGEST) < 0 ? whole : LONGEST;
        }
    }

    /** Returns how long the first address may be silent until it is checked. */
    Duration untilCheck() {
        return whole.dividedBy(SHARES);
    }

    /** Returns how long the check may take. It decides about a connection that may work, so it is not hurried. */
    int checkMillis() {
        return millis(untilCheck());
    }

    /**
     * Returns how long a connection to another address may take.
     *
     * @param addresses how many addresses the name has, with the first one
     */
    int turnMillis(int addresses) {
        Duration third = untilCheck();
        Duration equal = third.dividedBy(addresses);
        Duration longEnough = equal.compareTo(SHORTEST_TURN) < 0 ? SHORTEST_TURN : equal;
        return millis(longEnough.compareTo(third) < 0 ? longEnough : third);
    }

    private static int millis(Duration time) {
        return (int) Math.max(1, time.toMillis());
    }
}
