package org.eventsource.compare.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far a stream is, and what the requests of its client were. Safe for use by several threads. */
final class Progress {

    private static final int REFUSALS = 2;
    private static final long CLOCK_TOLERANCE = Duration.ofMillis(50).toNanos();

    private final Scenario scenario;
    private final Duration retryAfter;

    private @Nullable Connection current;
    private boolean lastIsDue;
    private int streams;
    private int lastSent;
    private int refusals;
    private @Nullable Long refusedUntil;
    private int early;
    private int unknownIds;

    Progress(Scenario scenario, Duration retryAfter) {
        this.scenario = scenario;
        this.retryAfter = retryAfter;
    }

    /** Refuses the next requests. */
    synchronized void refuseNext() {
        refusals = REFUSALS;
    }

    /** Returns whether a request is refused, and counts it if it came too early. */
    synchronized boolean isRefused() {
        long now = System.nanoTime();
        if (refusedUntil != null && refusedUntil - now > CLOCK_TOLERANCE) {
            early++;
        }
        boolean refused = refusals > 0;
        refusedUntil = refused ? now + retryAfter.toNanos() : null;
        refusals = Math.max(0, refusals - 1);
        return refused;
    }

    /** Begins a stream on a connection, the only one from now on. Returns how many came before. */
    synchronized int begin(Connection connection) {
        current = connection;
        return streams++;
    }

    /** Returns the number of the event that follows this id, or that comes next for a client without an id. */
    synchronized int firstFor(String id) {
        int known = scenario.events().stream()
                .filter(event -> event.id().equals(id))
                .mapToInt(SentEvent::number)
                .findFirst()
                .orElse(0);
        if (known > 0) {
            return known + 1;
        }
        if (!id.isEmpty()) {
            unknownIds++;
        }
        return lastSent == 0 ? 1 : Math.min(lastSent + 1 + Scenario.MISSED, Scenario.EVENTS);
    }

    /** Returns whether a connection is the one for the next event, and records the event. */
    synchronized boolean advance(Connection connection, int number) {
        boolean isCurrent = connection == current;
        if (isCurrent) {
            lastSent = Math.max(lastSent, number);
        }
        return isCurrent;
    }

    /** Returns the connection with the first stream; null if there was none, or another one since. */
    synchronized @Nullable Connection first() {
        return streams == 1 ? current : null;
    }

    synchronized void sendLast() {
        lastIsDue = true;
    }

    synchronized boolean isLastDue() {
        return lastIsDue;
    }

    synchronized int early() {
        return early;
    }

    synchronized int unknownIds() {
        return unknownIds;
    }
}
