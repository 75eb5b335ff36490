package org.eventsource.impl.address;

import java.time.Duration;

/**
 * How the time of an attempt is divided among the addresses of a name. The first address has a third for its response.
 * The rest is divided into equal turns: one for each address, and one for the response of the last one.
 */
final class SharedTime {

    private static final Duration UNLIMITED = Duration.ofSeconds(30);

    /** No connection takes longer. A turn has to fit into the milliseconds of a socket. */
    private static final Duration LONGEST = Duration.ofHours(1);

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

    /** Returns how long a connection to one of the addresses may take after the check. */
    int turnMillis(int addresses) {
        return (int)
                Math.max(1, whole.minus(untilCheck()).dividedBy(addresses + 1L).toMillis());
    }
}
