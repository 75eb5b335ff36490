package org.eventsource.impl.source;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;

/**
 * The time during which the server may be about to deploy the stream. It begins with the source, and again when a
 * connection is lost that had worked. To be used in turn.
 */
final class StartupGrace {

    private final Timer timer;
    private final Duration length;
    private long since;
    private boolean begun;
    private boolean everOpened;
    private boolean held;

    /**
     * A grace that has not begun.
     *
     * @param length zero: there is no grace
     */
    StartupGrace(Timer timer, Duration length) {
        this.timer = timer;
        this.length = length;
        this.since = timer.nanoTime();
    }

    Grace now() {
        if (timer.nanoTime() - since >= NANOSECONDS.convert(length)) {
            return Grace.OVER;
        }
        return everOpened ? Grace.REDEPLOYING : Grace.STARTING;
    }

    /** An attempt begins. The first one begins the grace. */
    void attempt() {
        if (!begun || held) {
            begun = true;
            held = false;
            restart();
        }
    }

    /** The next attempt waits for the application. Nobody knows what the server does until then. */
    void held() {
        held = true;
    }

    /** This process stood still for a time, which does not count. */
    void stoodStill(Duration time) {
        since += NANOSECONDS.convert(time);
    }

    /** Returns how long the grace lasts from now on; zero or less if it is over. */
    Duration rest() {
        return length.minusNanos(timer.nanoTime() - since);
    }

    /** The stream was opened. */
    void opened() {
        everOpened = true;
    }

    /** Begins again, after the loss of a connection that had worked. */
    void restart() {
        since = timer.nanoTime();
    }
}
