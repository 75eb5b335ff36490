package org.eventsource.impl.source;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eventsource.EventTooLargeException;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.Signal;
import org.eventsource.impl.state.Verdict;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect, with its redirects, and the connection that it opens. Its exchange calls it on any thread. It
 * then works in the source's turn, and does nothing after it was cancelled. It reports what happens as signals.
 */
final class Attempt implements ExchangeHandler {

    /** A connection that was open for this long has worked, even if it delivered no event. */
    private static final Duration PROVEN_AFTER = Duration.ofMinutes(1);

    private final Settings settings;
    private final Ports ports;
    private final SourceTurn turn;
    private final StreamReader reader;
    private final Consumer<Signal> signals;
    private final Grace grace;
    private final ResponseJudge judge;
    private volatile Exchange exchange = () -> {};
    private volatile Watchdog watchdog;
    private volatile boolean cancelled;

    /** Set by the transport's thread before it calls {@link #onResponse}. */
    private volatile @Nullable Request request;

    private volatile boolean sending;

    private int redirects;
    private boolean opened;
    private long openedAt;

    /**
     * An attempt that is not yet {@linkplain #start started}.
     *
     * @param reader receives the bytes of the stream
     * @param signals are sent in turn
     */
    Attempt(
            Settings settings,
            Ports ports,
            SourceTurn turn,
            StreamReader reader,
            Consumer<Signal> signals,
            Grace grace) {
        this.settings = settings;
        this.ports = ports;
        this.turn = turn;
        this.reader = reader;
        this.signals = signals;
        this.grace = grace;
        this.judge = new ResponseJudge(settings, ports.timer(), grace);
        this.watchdog = new Watchdog(ports.timer(), settings.connectTimeout(), () -> later(this::checkConnectTimeout));
    }

    /**
     * Starts the first exchange. To be called in turn.
     *
     * @param first makes the first request; may run application code
     */
    void start(Callable<Request> first) {
        watchdog.start();
        open(first);
    }

    private void open(Callable<Request> next) {
        sending = false;
        try {
            exchange = ports.transport()
                    .open(
                            () -> {
                                Request made = next.call();
                                request = made;
                                return made;
                            },
                            this);
        } catch (RuntimeException | Error e) {
            // Errors too: there may be no memory for a thread.
            turn.runLaterWithoutTurn(() -> onFailure(e));
        }
        if (cancelled) {
            exchange.cancel();
        }
    }

    /** Cancels the exchange. To be called from any thread. */
    void cancel() {
        cancelled = true;
        watchdog.stop();
        exchange.cancel();
    }

    private void inTurn(Runnable task) {
        turn.run(() -> {
            if (!cancelled) {
                task.run();
            }
        });
    }

    private void later(Runnable task) {
        turn.runLaterWithoutTurn(() -> inTurn(task));
    }

    @Override
    public void onSending() {
        sending = true;
    }

    @Override
    public boolean onResponse(Response response) {
        // Not the field "opened": on another thread, the target of a redirect may have opened the stream by now.
        AtomicBoolean accepted = new AtomicBoolean();
        inTurn(() -> accepted.set(accepts(response)));
        return accepted.get() && !cancelled;
    }

    private boolean accepts(Response response) {
        Verdict verdict = verdict(response);
        if (verdict instanceof Verdict.Accept) {
            opened(request().uri());
            return true;
        }
        goOn(verdict);
        return false;
    }

    @Override
    public void onUnreadable(Response response, Throwable cause, boolean lasting) {
        inTurn(() -> {
            Verdict verdict = verdict(response);
            if (verdict instanceof Verdict.Accept && lasting) {
                signals.accept(new Signal.Failed(FailureReason.unreadable(response.status(), cause)));
            } else if (verdict instanceof Verdict.Accept) {
                failed(cause);
            } else {
                goOn(verdict);
            }
        });
    }

    private Verdict verdict(Response response) {
        return judge.judge(response, request(), redirects);
    }

    /** Continues after a response that is not a stream. */
    private void goOn(Verdict verdict) {
        if (verdict instanceof Verdict.Redirect redirect) {
            Request before = request();
            redirects++;
            open(() -> before.redirectedTo(redirect.target()));
        } else if (verdict instanceof Verdict.Retry retry) {
            lost(retry.failure(), retry.after());
        } else if (verdict instanceof Verdict.RetryWithoutId retry) {
            signals.accept(new Signal.IdRefused(retry.failure(), retry.after()));
        } else if (verdict instanceof Verdict.Refuse refuse) {
            signals.accept(new Signal.Refused(refuse.failure(), refuse.after()));
        } else if (verdict instanceof Verdict.End end) {
            signals.accept(new Signal.Failed(end.failure()));
        } else {
            throw new IllegalArgumentException("no rule for the verdict " + verdict);
        }
    }

    private void opened(URI uri) {
        opened = true;
        openedAt = ports.timer().nanoTime();
        watchdog.stop();
        watchdog = new Watchdog(ports.timer(), settings.idleTimeout(), () -> later(this::checkIdleTimeout)).start();
        if (cancelled) {
            watchdog.stop();
        }
        signals.accept(new Signal.Opened(Origin.of(uri)));
        // Nothing was read while the listeners ran, so that time is not the server's silence.
        watchdog.reset();
    }

    @Override
    public void onBytes(byte[] bytes, int offset, int length) {
        watchdog.reset();
        inTurn(() -> read(bytes, offset, length));
    }

    private void read(byte[] bytes, int offset, int length) {
        try {
            reader.feed(bytes, offset, length);
        } catch (EventTooLargeException e) {
            signals.accept(new Signal.Failed(Failure.of(String.valueOf(e.getMessage()), e)));
        }
        // Nothing was read while the listeners ran, so that time is not the server's silence.
        watchdog.reset();
    }

    @Override
    public void onEnd() {
        inTurn(() -> lost(Failure.of("the server ended the stream"), Optional.empty()));
    }

    @Override
    public void onFailure(Throwable cause) {
        inTurn(() -> ClientMessages.unexpectedUpgrade(cause)
                .ifPresentOrElse(response -> goOn(verdict(response)), () -> failed(cause)));
    }

    private void failed(Throwable cause) {
        OptionalInt proxyStatus = ClientMessages.tunnelRefusal(cause);
        Failure failure = new Failure(reason(cause), proxyStatus, Optional.of(cause));
        if (isFinal(cause, proxyStatus)) {
            signals.accept(new Signal.Failed(failure));
        } else {
            lost(failure, Optional.empty());
        }
    }

    private boolean isFinal(Throwable cause, OptionalInt proxyStatus) {
        if (cause instanceof ExchangeException failure && failure.isForGood()) {
            return true;
        }
        Request made = request;
        return made != null && proxyStatus.isPresent() && judge.isFinal(proxyStatus.getAsInt(), made, redirects);
    }

    /** Before there is a request, the server is not the cause. */
    private String reason(Throwable cause) {
        return request == null
                ? FailureReason.beforeRequest(cause)
                : FailureReason.of(cause, request().uri());
    }

    private void lost(Failure failure, Optional<Duration> retryAfter) {
        boolean proven = reader.hasDelivered() || wasOpenForLong();
        reader.end();
        signals.accept(new Signal.Lost(failure, proven, grace == Grace.STARTING && !opened, retryAfter));
    }

    private boolean wasOpenForLong() {
        return opened && ports.timer().nanoTime() - openedAt >= PROVEN_AFTER.toNanos();
    }

    @Override
    public void onRejected(RejectedExecutionException cause) {
        turn.rejected(cause);
    }

    private void checkConnectTimeout() {
        if (!opened && !watchdog.isSilent()) {
            watchdog.rearm();
        } else if (!opened) {
            lost(Failure.of(connectTimeout()), Optional.empty());
        }
    }

    private String connectTimeout() {
        String time = FailureReason.duration(settings.connectTimeout());
        if (request == null) {
            return "no request within " + time + ": a supplier has not returned, or there was no thread";
        }
        return sending
                ? "no response within " + time
                : "nothing was sent within " + time
                        + ": the HTTP client was not ready, or its filters have not returned";
    }

    private void checkIdleTimeout() {
        if (watchdog.isSilent()) {
            lost(Failure.of("nothing came for " + FailureReason.duration(settings.idleTimeout())), Optional.empty());
        } else {
            watchdog.rearm();
        }
    }

    private Request request() {
        return requireNonNull(request, "request");
    }
}
