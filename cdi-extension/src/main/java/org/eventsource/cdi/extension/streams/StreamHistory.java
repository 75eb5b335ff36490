package org.eventsource.cdi.extension.streams;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.StreamState;
import org.eventsource.cdi.extension.config.Setting;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.source.ConnectionMonitor;
import org.eventsource.impl.transport.Origin;
import org.eventsource.spi.StreamHealth;
import org.eventsource.spi.StreamMonitor;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to one stream, over all its connections. It notifies the monitors of the application. Any thread
 * may read it.
 */
final class StreamHistory implements ConnectionMonitor {

    /** The status of a server that ends the stream for good. */
    private static final int NO_CONTENT = 204;

    private final String key;
    private final StreamMonitors monitors;
    private final Gate gate;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private volatile int attempt;
    private volatile Duration took = Duration.ZERO;
    private volatile @Nullable Instant openSince;
    private volatile @Nullable Instant lastEvent;
    private volatile @Nullable Instant nextAttempt;
    private volatile @Nullable ErrorEvent lastError;

    /** Since when the stream should be open and is not; null: it is open, or nothing is missing. */
    private volatile @Nullable Missing missing;

    /**
     * A time in which the stream is missing.
     *
     * @param since for people
     * @param nanoTime as {@link System#nanoTime}: it does not change when the clock of the machine is set
     */
    private record Missing(Instant since, long nanoTime) {

        Duration length() {
            return Duration.ofNanos(System.nanoTime() - nanoTime);
        }
    }

    /**
     * A history without events.
     *
     * @param key as people may see it
     * @param gate allows calls into the application
     */
    StreamHistory(String key, StreamMonitors monitors, Gate gate) {
        this.key = key;
        this.monitors = monitors;
        this.gate = gate;
    }

    @Override
    public void attempting(int number) {
        attempt = number;
        nextAttempt = null;
        missing(Instant.now());
        call(monitor -> monitor.attempting(key, number));
    }

    @Override
    public void waiting(Instant next) {
        nextAttempt = next;
    }

    private void missing(Instant now) {
        if (missing == null) {
            missing = new Missing(now, System.nanoTime());
        }
    }

    @Override
    public void paused() {
        nextAttempt = null;
        missing = null;
    }

    /** The application has not paused the stream, so it goes on missing. */
    @Override
    public void busy() {
        nextAttempt = null;
        missing(Instant.now());
    }

    @Override
    public void opened(Instant since, Duration time) {
        attempt = 0;
        took = time;
        openSince = since;
        missing = null;
        connections.incrementAndGet();
    }

    @Override
    public void read(int bytes) {
        call(monitor -> monitor.read(key, bytes));
    }

    /** The cursor was moved. */
    void cursorMoved(String lastEventId) {
        call(monitor -> monitor.cursorMoved(key, lastEventId));
    }

    private void call(Consumer<StreamMonitor> call) {
        if (isMonitored()) {
            gate.run(() -> monitors.call(key, call));
        }
    }

    /** Returns whether the application has monitors. They are called on the thread that delivers events. */
    boolean isMonitored() {
        return !monitors.areNone();
    }

    /** Records an event. To be called before it is delivered. */
    void record(Event event) {
        if (event instanceof MessageEvent message) {
            lastEvent = message.timeStamp();
            events.incrementAndGet();
        } else if (event instanceof ErrorEvent error) {
            openSince = null;
            lastError = error.withTarget(null);
            if (isEnd(error)) {
                missing = null;
            } else {
                missing(error.timeStamp());
            }
            failures.incrementAndGet();
        }
    }

    /** Returns whether the server ended the stream as the application expects, for good. */
    private static boolean isEnd(ErrorEvent error) {
        return error.readyState() == ReadyState.CLOSED
                && error.reconnectIn().isEmpty()
                && (error.kind() == ErrorKind.END || error.status().orElse(0) == NO_CONTENT);
    }

    /** The application closed the stream. Nothing is missing. */
    void closed() {
        missing = null;
    }

    /** Notifies the monitors of an event and delivers it. To be called through the gate. */
    void deliver(Event event, Runnable delivery) {
        if (monitors.areNone()) {
            delivery.run();
        } else if (event instanceof MessageEvent message) {
            Runnable end = handling(message);
            try {
                delivery.run();
            } finally {
                end.run();
            }
        } else {
            notify(event.withTarget(null));
            delivery.run();
        }
    }

    /**
     * Notifies the monitors that a message is about to be delivered. To be called through the gate.
     *
     * @return is to be called after the delivery, on this thread
     */
    Runnable handling(MessageEvent message) {
        return monitors.areNone() ? () -> {} : monitors.handling(key, message.withTarget(null));
    }

    private void notify(Event event) {
        if (event instanceof OpenEvent open) {
            monitors.call(key, monitor -> monitor.opened(key, open, took));
        } else if (event instanceof ErrorEvent error && error.readyState() == ReadyState.CLOSED) {
            monitors.call(key, monitor -> monitor.closed(key, error));
        } else if (event instanceof ErrorEvent error) {
            monitors.call(key, monitor -> monitor.failed(key, error));
        }
    }

    /**
     * Returns the state of the stream.
     *
     * @param settings name the URL and what the health check does
     * @param ended whether there will be no further attempt
     * @param observed whether the stream has observers
     * @param unfinished how many asynchronous calls have not ended
     * @param cursor the last known one
     * @param waitsFor what the next message or attempt waits for
     */
    StreamState state(
            StreamSettings settings,
            ReadyState readyState,
            boolean ended,
            boolean observed,
            int unfinished,
            boolean paused,
            Optional<String> cursor,
            Optional<String> waitsFor) {
        // First: the other values of an event are set before it is counted.
        long counted = events.get();
        Optional<Missing> nowMissing =
                Optional.ofNullable(missing).filter(any -> readyState != ReadyState.OPEN && !paused);
        return new Snapshot(
                key,
                URI.create(Origin.withPath(settings.url())),
                readyState,
                Optional.ofNullable(openSince).filter(since -> readyState == ReadyState.OPEN),
                Optional.ofNullable(lastEvent),
                counted,
                failures.get(),
                connections.get(),
                Optional.ofNullable(lastError),
                Optional.ofNullable(nextAttempt).filter(next -> !ended),
                attempt,
                cursor,
                unfinished,
                paused,
                settings.get(Setting.HEALTH),
                settings.get(Setting.HEALTH_GRACE),
                observed,
                nowMissing.map(Missing::since),
                nowMissing.map(Missing::length),
                waitsFor);
    }

    private record Snapshot(
            String key,
            URI url,
            ReadyState readyState,
            Optional<Instant> openSince,
            Optional<Instant> lastEvent,
            long events,
            long failures,
            long connections,
            Optional<ErrorEvent> lastError,
            Optional<Instant> nextAttempt,
            int attempt,
            Optional<String> cursor,
            int unfinished,
            boolean paused,
            StreamHealth.Policy policy,
            Duration grace,
            boolean observed,
            Optional<Instant> missingSince,
            Optional<Duration> missingFor,
            Optional<String> waitsFor)
            implements StreamState, StreamHealth {}
}
