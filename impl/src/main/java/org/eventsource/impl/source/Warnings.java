package org.eventsource.impl.source;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * When an operator is warned of something that lasts: after a time, ten minutes later, and then each hour. To be used
 * under the lock of its owner.
 */
final class Warnings {

    private static final Duration SECOND = Duration.ofMinutes(10);
    private static final Duration LATER = Duration.ofHours(1);

    private final Duration first;
    private final Timer timer;
    private final Consumer<Runnable> later;
    private final Runnable warn;
    private int logged;
    private Runnable cancel = () -> {};

    /**
     * Warnings that have not {@linkplain #begin begun}.
     *
     * @param first zero: there are none
     * @param later runs a task on a thread that may block
     * @param warn is called without the lock when it is time
     */
    Warnings(Duration first, Timer timer, Consumer<Runnable> later, Runnable warn) {
        this.first = first;
        this.timer = timer;
        this.later = later;
        this.warn = warn;
    }

    void begin() {
        warnAfter(first);
    }

    private void warnAfter(Duration time) {
        if (!first.isZero()) {
            cancel = timer.schedule(time, () -> later.accept(warn));
        }
    }

    /** A line was logged. The next warning comes later. */
    void logged() {
        cancel.run();
        logged++;
        warnAfter(logged == 1 ? SECOND : LATER);
    }

    boolean wereLogged() {
        return logged > 0;
    }

    void end() {
        cancel.run();
    }
}
