package org.eventsource.impl.source;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.EventTooLargeException;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.Signal.Failed;
import org.eventsource.impl.state.Signal.IdRefused;
import org.eventsource.impl.state.Signal.Opened;
import org.eventsource.impl.state.Signal.Refused;
import org.eventsource.impl.state.Verdict;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.eventsource.impl.transport.UpgradeRefusal;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect, redirects included, and the connection that came of it. What an exchange says is passed on
 * within the connection's turn, and only while this attempt is the connection's.
 */
final class Attempt implements ExchangeHandler {

    private static final Duration PROVEN_AFTER = Duration.ofMinutes(1);

    private final Connection connection;
    private final Settings settings;
    private final RequestHeaders headers;
    private final Ports ports;
    private final boolean inGrace;
    private final String sentId;
    private volatile Exchange exchange = () -> {};
    private volatile Watchdog watchdog;
    private volatile boolean over;

    /** Set by the transport's thread before it tells of the response. */
    private volatile @Nullable Request request;

    private volatile boolean sending;

    private int redirects;
    private boolean opened;
    private boolean delivered;
    private long openedAt;

    /**
     * An attempt that is to be started.
     *
     * @param inGrace whether the server may be about to deploy the stream
     * @param sentId the last event id for the request; empty: none
     */
    Attempt(
            Connection connection,
            Settings settings,
            RequestHeaders headers,
            Ports ports,
            boolean inGrace,
            String sentId) {
        this.connection = connection;
        this.settings = settings;
        this.headers = headers;
        this.ports = ports;
        this.inGrace = inGrace;
        this.sentId = sentId;
        this.watchdog = new Watchdog(ports.timer(), settings.connectTimeout(), () -> connection.handOver(this::late));
    }

    /** Within the connection's turn. */
    void start() {
        watchdog.start();
        open(() -> new Request(settings.url(), headers.ask(), sentId, true));
    }

    private void open(Callable<Request> next) {
        sending = false;
        try {
            exchange = ports.transport()
                    .open(
                            () -> {
                                Request asked = next.call();
                                request = asked;
                                return asked;
                            },
                            this);
        } catch (RuntimeException | Error e) {
            // Errors too, as there may be no thread to be had.
            connection.handOver(() -> onFailure(e));
        }
        if (over) {
            exchange.cancel();
        }
    }

    /** From any thread. */
    void cancel() {
        over = true;
        watchdog.stop();
        exchange.cancel();
    }

    /** Whether the connection works, so that its loss is no reason to wait longer than the first time. */
    boolean isProven() {
        return delivered || (opened && ports.timer().nanoTime() - openedAt >= PROVEN_AFTER.toNanos());
    }

    boolean isInGrace() {
        return inGrace;
    }

    String sentId() {
        return sentId;
    }

    /** Within the connection's turn. */
    void delivered() {
        delivered = true;
    }

    @Override
    public void onSending() {
        sending = true;
    }

    @Override
    public boolean onResponse(Response response) {
        // Not "opened": a redirect's target may have opened the stream by now, in another thread.
        AtomicBoolean accepted = new AtomicBoolean();
        connection.inTurnOf(this, () -> accepted.set(judge(response)));
        return accepted.get() && !over;
    }

    private boolean judge(Response response) {
        Verdict verdict = verdict(response);
        if (verdict instanceof Verdict.Accept) {
            accept(asked().uri());
            return true;
        }
        goOn(verdict);
        return false;
    }

    @Override
    public void onUnreadable(Response response, Throwable cause, boolean lasting) {
        connection.inTurnOf(this, () -> {
            Verdict verdict = verdict(response);
            if (verdict instanceof Verdict.Accept && lasting) {
                connection.apply(new Failed(FailureReason.unreadable(response.status(), cause)));
            } else if (verdict instanceof Verdict.Accept) {
                lose(cause);
            } else {
                goOn(verdict);
            }
        });
    }

    private Verdict verdict(Response response) {
        Verdict verdict = connection
                .responseCheck()
                .check(response, asked(), redirects, inGrace, ports.timer().now());
        boolean isOfProxy = response.status() == Proxies.AUTHENTICATION_REQUIRED
                && Proxies.of(asked().uri()).isPresent();
        return isOfProxy ? ofProxy(verdict) : verdict;
    }

    /** Names the proxy: only a proxy gives that status. */
    private Verdict ofProxy(Verdict verdict) {
        String reason = FailureReason.refusal(Proxies.AUTHENTICATION_REQUIRED, asked().uri());
        if (verdict instanceof Verdict.Retry retry) {
            return new Verdict.Retry(Failure.of(reason, Proxies.AUTHENTICATION_REQUIRED), retry.after());
        }
        return new Verdict.Refuse(Failure.of(reason, Proxies.AUTHENTICATION_REQUIRED));
    }

    /** After what is no stream. */
    private void goOn(Verdict verdict) {
        if (verdict instanceof Verdict.Redirect redirect) {
            Request asked = asked();
            redirects++;
            open(() -> asked.redirectedTo(redirect.target()));
        } else if (verdict instanceof Verdict.Retry retry) {
            connection.lost(this, retry.failure(), retry.after());
        } else if (verdict instanceof Verdict.RetryWithoutId retry) {
            connection.apply(new IdRefused(retry.failure(), retry.after()));
        } else if (verdict instanceof Verdict.Refuse refuse) {
            connection.apply(new Refused(refuse.failure(), refuse.after()));
        } else if (verdict instanceof Verdict.End end) {
            connection.apply(new Failed(end.failure()));
        }
    }

    private void accept(URI uri) {
        opened = true;
        openedAt = ports.timer().nanoTime();
        watchdog.stop();
        watchdog = new Watchdog(ports.timer(), settings.idleTimeout(), () -> connection.handOver(this::silent)).start();
        if (over) {
            watchdog.stop();
        }
        connection.originIs(Origin.of(uri));
        connection.apply(new Opened());
        // As while messages are heard, nothing was read meanwhile.
        watchdog.hear();
    }

    @Override
    public void onBytes(byte[] bytes, int offset, int length) {
        watchdog.hear();
        connection.readInTurnOf(this, bytes, offset, length);
    }

    /** Within the connection's turn. */
    void read(byte[] bytes, int offset, int length) {
        try {
            connection.feed(bytes, offset, length);
        } catch (EventTooLargeException e) {
            connection.apply(new Failed(Failure.of(String.valueOf(e.getMessage()), e)));
        }
        // While listeners run nothing is read, which is not the server's silence.
        watchdog.hear();
    }

    @Override
    public void onEnd() {
        connection.inTurnOf(
                this, () -> connection.lost(this, Failure.of("the server ended the stream"), Optional.empty()));
    }

    @Override
    public void onFailure(Throwable cause) {
        connection.inTurnOf(
                this,
                () -> UpgradeRefusal.response(cause)
                        .ifPresentOrElse(response -> goOn(verdict(response)), () -> lose(cause)));
    }

    private void lose(Throwable cause) {
        OptionalInt refusal = Proxies.refusal(cause);
        Failure failure = new Failure(reason(cause), refusal, Optional.of(cause));
        boolean isRefused =
                refusal.orElse(0) == Proxies.AUTHENTICATION_REQUIRED && !isTriedAgain(Proxies.AUTHENTICATION_REQUIRED);
        if (isRefused || (cause instanceof ExchangeException exchange && exchange.isForGood())) {
            connection.apply(new Failed(failure));
        } else {
            connection.lost(this, failure, Optional.empty());
        }
    }

    /** As an answer to the request itself, which is what a proxy gives without a tunnel. */
    private boolean isTriedAgain(int status) {
        return verdict(new Response(status, name -> List.of())) instanceof Verdict.Retry;
    }

    /** As long as there is no request, it is not the server that failed. */
    private String reason(Throwable cause) {
        return request == null ? FailureReason.beforeRequest(cause) : FailureReason.of(cause, asked().uri());
    }

    @Override
    public void onRejected(RejectedExecutionException cause) {
        connection.rejected(cause);
    }

    private void late() {
        connection.inTurnOf(this, () -> {
            if (!opened && !watchdog.isSilent()) {
                watchdog.watchOn();
            } else if (!opened) {
                lose(lateness(FailureReason.duration(settings.connectTimeout())));
            }
        });
    }

    private String lateness(String time) {
        if (request == null) {
            return "no request within " + time + ": a header supplier has not returned, or there was no thread";
        }
        return sending
                ? "no response within " + time
                : "nothing was sent within " + time
                        + ": the HTTP client was not ready, or its filters have not returned";
    }

    private void silent() {
        connection.inTurnOf(this, () -> {
            if (watchdog.isSilent()) {
                lose("nothing came for " + FailureReason.duration(settings.idleTimeout()));
            } else {
                watchdog.watchOn();
            }
        });
    }

    private void lose(String reason) {
        connection.lost(this, Failure.of(reason), Optional.empty());
    }

    private Request asked() {
        return requireNonNull(request, "request");
    }
}
