package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.impl.state.ResponseCheck;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Logs what an operator needs to know about the connection of one source. It is open for the first time, it has been
 * missing for some time, it is open again, or the source is closed. Each of these is one line. All other lines have the
 * level {@code DEBUG}. Safe for use by many threads.
 */
final class ConnectionLog {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private static final String WAITS_FOR_HANDLING =
            "the next attempt is made when the messages that were received are handled";

    /** How many reasons of an outage are remembered. A server may give another one each time. */
    private static final int MOST_REASONS = 16;

    private final LogSettings settings;
    private final Timer timer;
    private final Consumer<Runnable> later;
    private final Predicate<ReadyState> isNotified;
    private boolean everOpened;
    /** Whether a pause has ended an outage that was warned of, and no line about its end was logged yet. */
    private boolean warnedBeforePause;
    /** Null while the source is open, and after it was closed for good. */
    private @Nullable Outage outage;

    /** A time without a connection. */
    private final class Outage {

        private final long since = timer.nanoTime();
        private final Warnings warnings =
                new Warnings(settings.outageWarning(), timer, later, () -> warnIfNotOver(this));
        private final Set<String> closeReasons = new HashSet<>();
        private int attempts;
        private @Nullable ErrorEvent failure;
        private long failedAt = since;
        /** Whether the next attempt waits until messages are handled. */
        private boolean busy;

        private boolean isNewClose(String reason) {
            return !closeReasons.contains(reason) && (closeReasons.size() == MOST_REASONS || closeReasons.add(reason));
        }

        private void fail(ErrorEvent event) {
            failure = event;
            failedAt = timer.nanoTime();
        }

        private String what() {
            ErrorEvent last = failure;
            if (last == null) {
                return busy ? WAITS_FOR_HANDLING : "no answer to the first attempt yet";
            }
            return last.reason() + "; " + next(last);
        }

        private String next(ErrorEvent last) {
            if (busy) {
                return WAITS_FOR_HANDLING;
            }
            Duration left = last.reconnectIn().orElse(Duration.ZERO).minus(since(failedAt));
            return left.isNegative() || left.isZero()
                    ? "attempt %d is under way".formatted(attempts)
                    : "next attempt in " + text(left);
        }

        private String length() {
            return text(since(since));
        }

        private String lengthAndAttempts() {
            return "after %s and %d %s".formatted(length(), attempts, attempts == 1 ? "attempt" : "attempts");
        }
    }

    /**
     * A log for one source.
     *
     * @param later runs a task on a thread that may block
     * @param isNotified whether the application is notified of an error with a state
     */
    ConnectionLog(LogSettings settings, Timer timer, Consumer<Runnable> later, Predicate<ReadyState> isNotified) {
        this.settings = settings;
        this.timer = timer;
        this.later = later;
        this.isNotified = isNotified;
    }

    /**
     * An attempt to connect begins.
     *
     * @return how many attempts have begun since the connection was open or paused
     */
    synchronized int attempt() {
        Outage present = outage();
        present.busy = false;
        return ++present.attempts;
    }

    private Outage outage() {
        Outage present = outage;
        if (present == null) {
            present = new Outage();
            outage = present;
            present.warnings.begin();
        }
        return present;
    }

    private synchronized void warnIfNotOver(Outage warnedOf) {
        if (outage == warnedOf) {
            log(
                    WARNING,
                    ReadyState.CONNECTING,
                    () -> "not open for %s: %s".formatted(warnedOf.length(), warnedOf.what()),
                    null);
            warnedOf.warnings.logged();
        }
    }

    /** The connection is open. */
    synchronized void opened(TransportKind transport, String sentId) {
        Outage over = outage();
        boolean warned = warnedBeforePause || over.warnings.wereLogged();
        warnedBeforePause = false;
        end();
        if (everOpened) {
            String resumed = sentId.isEmpty() ? "" : ", resumed after the id " + ForeignText.of(sentId);
            log(
                    warned ? INFO : DEBUG,
                    ReadyState.CONNECTING,
                    () -> "open again %s%s".formatted(over.lengthAndAttempts(), resumed),
                    null);
        } else {
            everOpened = true;
            boolean isFirst = settings.everOpened().compareAndSet(false, true);
            String late = warned ? " " + over.lengthAndAttempts() : "";
            log(
                    isFirst || warned ? INFO : DEBUG,
                    ReadyState.CONNECTING,
                    () -> "open over %s%s".formatted(name(transport), late),
                    null);
        }
    }

    private static String name(TransportKind transport) {
        return transport.name().toLowerCase(Locale.ROOT);
    }

    /** The next attempt waits until the application resumes the source. Until then nothing is missing. */
    synchronized void paused() {
        warnedBeforePause |= outage != null && outage.warnings.wereLogged();
        end();
        log(DEBUG, ReadyState.CONNECTING, () -> "paused; the next attempt is made when the source is resumed", null);
    }

    /** The next attempt waits until messages are handled. The outage goes on. */
    synchronized void busy() {
        outage().busy = true;
        log(DEBUG, ReadyState.CONNECTING, () -> WAITS_FOR_HANDLING, null);
    }

    /** The connection is lost, an attempt failed, or the source is closed. */
    synchronized void failed(ErrorEvent event) {
        if (event.readyState() != ReadyState.CLOSED) {
            outage().fail(event);
            log(DEBUG, ReadyState.CONNECTING, () -> event.reason() + "; " + nextAttempt(event), null);
        } else if (event.reconnectIn().isPresent()) {
            closedForATime(event);
        } else {
            settings.everOpened().set(false);
            Level level = isEndOfServer(event) ? INFO : WARNING;
            log(
                    level,
                    ReadyState.CLOSED,
                    () -> "closed for good: " + event.reason(),
                    event.cause().orElse(null));
        }
    }

    /** The server ended the stream in the way that the application expects. */
    private static boolean isEndOfServer(ErrorEvent event) {
        return event.kind() == ErrorKind.END || event.status().orElse(0) == ResponseCheck.NO_CONTENT;
    }

    private void closedForATime(ErrorEvent event) {
        Outage present = outage();
        boolean isNew = present.isNewClose(event.reason());
        present.fail(event);
        log(
                isNew ? WARNING : DEBUG,
                ReadyState.CLOSED,
                () -> "closed: %s; %s".formatted(event.reason(), again(event)),
                null);
        if (isNew) {
            present.warnings.logged();
        }
    }

    private static String nextAttempt(ErrorEvent event) {
        return "next attempt in " + text(event.reconnectIn().orElse(Duration.ZERO));
    }

    private static String again(ErrorEvent event) {
        return "it is opened again in " + text(event.reconnectIn().orElse(Duration.ZERO));
    }

    /** The connection is open, or the source is closed for good. Logs no more about the outage. */
    synchronized void end() {
        if (outage != null) {
            outage.warnings.end();
            outage = null;
        }
    }

    /** @param message is not called where the line is not logged, as attempts are many and most lines are for DEBUG */
    private void log(Level level, ReadyState state, Supplier<String> message, @Nullable Throwable cause) {
        Level forOperators = settings.always() || !isNotified.test(state) ? level : DEBUG;
        if (LOGGER.isLoggable(forOperators)) {
            LOGGER.log(
                    forOperators, settings.name() + ": " + message.get(), cause == null ? null : ForeignText.of(cause));
        }
    }

    private Duration since(long nanoTime) {
        return Duration.ofNanos(timer.nanoTime() - nanoTime);
    }

    /** Returns a time for messages: 2.5 s, 36 s, 3 min 36 s, 2 h 10 min. */
    static String text(Duration time) {
        Duration rounded = rounded(time, time.toSeconds() >= 10 ? 1000 : 100);
        if (rounded.toMinutes() == 0) {
            return FailureReason.duration(rounded);
        }
        return rounded.toHours() == 0
                ? text(rounded.toMinutes(), "min", rounded.toSecondsPart(), "s")
                : text(rounded.toHours(), "h", rounded.toMinutesPart(), "min");
    }

    private static Duration rounded(Duration time, long unitMillis) {
        return Duration.ofMillis((time.toMillis() + unitMillis / 2) / unitMillis * unitMillis);
    }

    private static String text(long large, String unit, int small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
