package org.eventsource.impl.source;

import java.time.Duration;

/** Ends a source that was without a connection for too long. To be used in turn, except for {@link #end}. */
final class OutageLimit {

    private final Timer timer;
    private final Duration limit;
    private final Runnable onEnd;
    private volatile Runnable cancel = () -> {};
    private boolean running;

    /**
     * A limit for one outage after another.
     *
     * @param limit zero: no limit
     * @param onEnd is called on the timer's thread and must not block
     */
    OutageLimit(Timer timer, Duration limit, Runnable onEnd) {
        this.timer = timer;
        this.limit = limit;
        this.onEnd = onEnd;
    }

    /**
     * An outage begins, unless it has begun before.
     *
     * @param atLeast the shortest time until the source gives up, even if the limit is shorter
     */
    void begin(Duration atLeast) {
        if (!running && !limit.isZero()) {
            running = true;
            cancel = timer.schedule(atLeast.compareTo(limit) > 0 ? atLeast : limit, onEnd);
        }
    }

    /** The outage is over. */
    void end() {
        running = false;
        cancel.run();
    }
}
