package org.eventsource.impl.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the bytes at hand were read, for the events in them. Clocks are slow and events are many: those of one read, and
 * of others within a millisecond, share one object, which would else be as large as each of them.
 */
final class ReadTime {

    private static final long NANOS_SHARED = 1_000_000;

    private final Timer timer;

    /** Whether nobody has asked since the last read; many reads have no event. */
    private boolean fresh;

    private @Nullable Instant time;
    private long nanos;

    ReadTime(Timer timer) {
        this.timer = timer;
    }

    void read() {
        fresh = true;
    }

    /** An event of another time goes before what is read next. */
    void forget() {
        time = null;
    }

    Instant get() {
        Instant known = time;
        if (known == null || (fresh && timer.nanoTime() - nanos >= NANOS_SHARED)) {
            known = timer.now();
            nanos = timer.nanoTime();
            time = known;
        }
        fresh = false;
        return known;
    }
}
