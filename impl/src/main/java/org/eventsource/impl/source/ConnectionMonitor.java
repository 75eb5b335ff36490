package org.eventsource.impl.source;

import java.time.Duration;
import java.time.Instant;

/** Is notified of what no event shows. Called in turn. Its methods throw only fatal errors. */
public interface ConnectionMonitor {

    /** Is notified of nothing. */
    ConnectionMonitor NONE = new ConnectionMonitor() {
        @Override
        public void attempting(int attempt) {}

        @Override
        public void waiting(Instant nextAttempt) {}

        @Override
        public void paused() {}

        @Override
        public void busy() {}

        @Override
        public void opened(Instant since, Duration took) {}

        @Override
        public void read(int bytes) {}
    };

    /**
     * An attempt begins.
     *
     * @param attempt 1 for the first attempt after the source was open or paused
     */
    void attempting(int attempt);

    /**
     * The next attempt is made at this time. Called once for each wait. The event of the failure follows, if there was
     * one.
     */
    void waiting(Instant nextAttempt);

    /** The next attempt is made when the application resumes the source. */
    void paused();

    /** The next attempt is made when the messages that were received are handled. */
    void busy();

    /**
     * The connection is open. The event follows.
     *
     * @param took the time since the attempt began
     */
    void opened(Instant since, Duration took);

    /** Bytes of the stream were read. The events in them follow. */
    void read(int bytes);
}
