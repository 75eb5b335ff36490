package org.eventsource.impl.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import org.eventsource.ErrorKind;
import org.eventsource.EventTooLargeException;
import org.eventsource.impl.coding.Decoder;
import org.eventsource.impl.state.Answer;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.ResponseCheck;
import org.eventsource.impl.state.Signal;
import org.eventsource.impl.state.Verdict;
import org.eventsource.impl.transport.Exchange;
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

    /** How long the beginning of an answer's body may take. */
    private static final Duration TIME_FOR_BODY = Duration.ofMillis(500);

    /** If an event may not be larger than this, each byte is counted immediately. Otherwise some may wait. */
    private static final int SMALL_EVENT = 8 * 1024;

    private static final byte[] NO_BYTES = {};

    private final Settings settings;
    private final Ports ports;
    private final SourceTurn turn;
    private final StreamReader reader;
    private final Consumer<Signal> signals;
    private final Grace grace;
    private final CurrentRequest request;
    private volatile Exchange exchange = Exchange.NONE;
    private volatile Watchdog watchdog;
    private volatile boolean cancelled;

    private boolean opened;
    private long openedAt;

    /** Null: there is no body yet. */
    private volatile @Nullable ResponseBody body;

    /** Whether the exchange waits for {@link Exchange#readOn}. */
    private boolean held;

    /** Whether the bytes of the body are wrong. The failure follows, and nothing is passed on before it. */
    private boolean broken;

    /** A response that is not a stream, while its body is read. */
    private volatile @Nullable ReadAnswer answer;

    /** What a response means, and its body. */
    private record ReadAnswer(Verdict verdict, Response response, AnswerBody body, Runnable cancelTimer) {}

    /**
     * An attempt that is not yet {@linkplain #start started}.
     *
     * @param reader receives the bytes of the stream
     * @param signals are sent in turn
     * @param asksStore whether the store of the cursor was asked and has not answered; called on any thread
     */
    Attempt(
            Settings settings,
            Ports ports,
            SourceTurn turn,
            StreamReader reader,
            Consumer<Signal> signals,
            Grace grace,
            BooleanSupplier asksStore) {
        this.settings = settings;
        this.ports = ports;
        this.turn = turn;
        this.reader = reader;
        this.signals = signals;
        this.grace = grace;
        this.request = new CurrentRequest(settings, ports, grace, asksStore);
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
        try {
            exchange = ports.transport().open(request.next(next), this);
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
        ReadAnswer reading = answer;
        if (reading != null) {
            reading.cancelTimer().run();
        }
        ResponseBody received = body;
        if (received != null) {
            received.close();
        }
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
        request.onSending();
    }

    @Override
    public boolean onResponse(Response response) {
        // Not the field "opened": on another thread, the target of a redirect may have opened the stream by now.
        AtomicBoolean accepted = new AtomicBoolean();
        inTurn(() -> accepted.set(accepts(response)));
        return accepted.get() && !cancelled;
    }

    private boolean accepts(Response response) {
        Verdict verdict = request.judge(response);
        if (verdict instanceof Verdict.Accept) {
            beginBody(response, reader);
            opened(response);
            return true;
        }
        if (wantsBody(verdict, response)) {
            beginBody(response, new AnswerOfBody());
            readBody(verdict, response);
            return true;
        }
        goOn(verdict.with(request.answer(response, Optional.empty())));
        return false;
    }

    /** Another server's body is not for the application, and encoded bytes are no text. */
    private boolean wantsBody(Verdict verdict, Response response) {
        return !(verdict instanceof Verdict.Redirect)
                && settings.maxBody() > 0
                && request.isToNamedOrigin()
                && ResponseCheck.isReadable(response, request.get());
    }

    private void beginBody(Response response, ResponseBody.Reader bodyReader) {
        CodedBody coded = ResponseCheck.coding(response, request.get())
                .map(coding -> new CodedBody(Decoder.of(coding), settings.maxEventSize()))
                .orElse(null);
        ResponseBody begun = new ResponseBody(coded, bodyReader, reader::events);
        body = begun;
        if (cancelled) {
            begun.close();
        }
    }

    /** Reads the beginning of the body. Until then the attempt is not over. */
    private void readBody(Verdict verdict, Response response) {
        watchdog.stop();
        Runnable cancelTimer = ports.timer().schedule(TIME_FOR_BODY, () -> later(this::bodyRead));
        answer = new ReadAnswer(verdict, response, new AnswerBody(settings.maxBody()), cancelTimer);
        if (cancelled) {
            cancelTimer.run();
        }
    }

    /** The body has ended, is long enough, or was waited for long enough. */
    private void bodyRead() {
        ReadAnswer read = answer;
        if (read != null) {
            answer = null;
            read.cancelTimer().run();
            goOn(read.verdict().with(request.answer(read.response(), read.body().text(read.response()))));
        }
    }

    @Override
    public void onUnreadable(Response response, Throwable cause, boolean lasting) {
        inTurn(() -> {
            Verdict verdict = request.judge(response);
            Answer unread = request.answer(response, Optional.empty());
            if (verdict instanceof Verdict.Accept && lasting) {
                signals.accept(new Signal.Failed(
                        FailureReason.unreadable(response.status(), cause).with(unread)));
            } else if (verdict instanceof Verdict.Accept) {
                failed(cause);
            } else {
                goOn(verdict.with(unread));
            }
        });
    }

    /** Continues after a response that is not a stream. */
    private void goOn(Verdict verdict) {
        if (verdict instanceof Verdict.Redirect redirect) {
            open(request.redirected(redirect));
        } else if (verdict instanceof Verdict.Retry retry) {
            lost(retry.failure(), retry.after());
        } else if (verdict instanceof Verdict.RetryWithoutId retry) {
            signals.accept(new Signal.IdRefused(retry.failure(), counts(), retry.after()));
        } else if (verdict instanceof Verdict.Refuse refuse) {
            signals.accept(new Signal.Refused(refuse.failure(), counts(), refuse.after()));
        } else if (verdict instanceof Verdict.End end) {
            signals.accept(new Signal.Failed(end.failure()));
        } else {
            throw new IllegalArgumentException("no rule for the verdict " + verdict);
        }
    }

    private void opened(Response response) {
        opened = true;
        openedAt = ports.timer().nanoTime();
        watchdog.stop();
        watchdog = new Watchdog(ports.timer(), settings.idleTimeout(), () -> later(this::checkIdleTimeout)).start();
        if (cancelled) {
            watchdog.stop();
        }
        if (settings.cursor() != null) {
            reader.begin(sentId());
        }
        Response shown = request.isToNamedOrigin() ? response : Response.of(response.status());
        signals.accept(new Signal.Opened(Origin.of(request.get().uri()), shown.headers()));
        // Nothing was read while the listeners ran, so that time is not the server's silence.
        watchdog.reset();
    }

    /** Returns the last event id that the request sent; empty: none. To be called when there was a response. */
    String sentId() {
        return request.get().ids().id();
    }

    /**
     * Ends an open connection. To be called in turn.
     *
     * @return false if it is not open
     */
    boolean breakOff(Failure failure) {
        boolean breaks = opened && !cancelled;
        if (breaks) {
            lost(failure, Optional.empty());
        }
        return breaks;
    }

    /** Bytes without the end of a line change nothing yet. So no turn is needed for them. */
    @Override
    public boolean mayWait(byte[] bytes, int offset, int length) {
        ResponseBody begun = body;
        if (!opened || cancelled || begun == null || begun.isCoded() || settings.maxEventSize() <= SMALL_EVENT) {
            return false;
        }
        watchdog.reset();
        return !endsLine(bytes, offset, offset + length);
    }

    /** Looks from the end, where most reads have the end of a line. */
    private static boolean endsLine(byte[] bytes, int from, int to) {
        int index = to - 1;
        while (index >= from && bytes[index] != '\n' && bytes[index] != '\r') {
            index--;
        }
        return index >= from;
    }

    /** Takes the turn without a task: where each event is a read, an object for each would be a tenth of the work. */
    @Override
    public boolean onBytes(byte[] bytes, int offset, int length) {
        watchdog.reset();
        Thread before = turn.enter();
        try {
            return read(bytes, offset, length);
        } catch (RuntimeException | Error e) {
            turn.failed(e);
            return false;
        } finally {
            turn.leave(before);
        }
    }

    private boolean read(byte[] bytes, int offset, int length) {
        if (cancelled) {
            return false;
        }
        if (opened) {
            settings.monitor().read(length);
        }
        reader.received();
        boolean passed = pass(bytes, offset, length);
        held = !passed;
        return passed;
    }

    /** Reads on if the application did not want more before, and wants it now. To be called in turn. */
    void readOn() {
        // Nothing was read, so that time is not the server's silence.
        watchdog.reset();
        if (held && !broken && !cancelled && pass(NO_BYTES, 0, 0)) {
            held = false;
            exchange.readOn();
        }
    }

    /**
     * Passes on what waits and what was received, until everything was passed on, or the application wants no more.
     *
     * @return whether everything was passed on, and more is wanted
     */
    private boolean pass(byte[] bytes, int offset, int length) {
        ResponseBody received = requireNonNull(body, "body");
        boolean passed = false;
        try {
            passed = length == 0 ? received.readOn() : received.read(bytes, offset, length);
            reader.readEnded();
            while (!passed && !cancelled && !reader.holds()) {
                passed = received.readOn();
                reader.readEnded();
            }
        } catch (EventTooLargeException e) {
            reader.readEnded();
            broken = true;
            turn.runForListeners(() -> tooLarge(e));
        } catch (DataFormatException e) {
            reader.readEnded();
            broken = true;
            turn.runForListeners(() -> damaged(e));
        } catch (RuntimeException | Error e) {
            broken = true;
            throw e;
        }
        // Nothing was read while the listeners ran, so that time is not the server's silence.
        watchdog.reset();
        return passed && !cancelled;
    }

    private void tooLarge(EventTooLargeException cause) {
        if (cancelled) {
            return;
        }
        if (answer == null) {
            signals.accept(
                    new Signal.Failed(Failure.of(ErrorKind.TOO_LARGE, String.valueOf(cause.getMessage()), cause)));
        } else {
            bodyRead();
        }
    }

    private void damaged(DataFormatException cause) {
        if (cancelled) {
            return;
        }
        if (answer == null) {
            String reason = "the compressed data of the server is damaged: " + FailureReason.words(cause);
            lost(Failure.of(ErrorKind.CONTENT, reason, cause), Optional.empty());
        } else {
            bodyRead();
        }
    }

    /** Collects the beginning of the body of a response that is not a stream. */
    private final class AnswerOfBody implements ResponseBody.Reader {

        @Override
        public int take(byte[] bytes, int offset, int length) {
            ReadAnswer reading = answer;
            if (reading != null) {
                reading.body().add(bytes, offset, length);
                if (reading.body().isFull()) {
                    bodyRead();
                }
            }
            return length;
        }

        @Override
        public boolean wantsMore() {
            return true;
        }
    }

    @Override
    public void onEnd() {
        inTurn(() -> {
            if (answer == null) {
                lost(end(), Optional.empty());
            } else {
                bodyRead();
            }
        });
    }

    private Failure end() {
        ResponseBody received = body;
        return received == null || received.mayEnd()
                ? Failure.of(ErrorKind.END, "the server ended the stream")
                : Failure.of(ErrorKind.LOST, "the server ended the stream within compressed data");
    }

    @Override
    public void onFailure(Throwable cause) {
        inTurn(() -> {
            if (answer == null) {
                request.unreturned(cause)
                        .ifPresentOrElse(response -> goOn(request.judge(response)), () -> failed(cause));
            } else {
                bodyRead();
            }
        });
    }

    private void failed(Throwable cause) {
        Failure failure = request.failure(cause, opened);
        if (request.isFinal(cause, failure.status())) {
            signals.accept(new Signal.Failed(failure));
        } else {
            lost(failure, Optional.empty());
        }
    }

    private void lost(Failure failure, Optional<Duration> retryAfter) {
        boolean proven = reader.hasDelivered() || wasOpenForLong();
        reader.end();
        signals.accept(new Signal.Lost(failure, proven, grace == Grace.STARTING && !opened, counts(), retryAfter));
    }

    /** While the server may be about to deploy the stream, failed attempts do not count for limits. */
    private boolean counts() {
        return grace == Grace.OVER;
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
            lost(request.timeout(), Optional.empty());
        }
    }

    private void checkIdleTimeout() {
        if (!reader.wantsMore()) {
            watchdog.reset();
            watchdog.rearm();
        } else if (watchdog.isSilent()) {
            String reason = "nothing came for " + FailureReason.duration(settings.idleTimeout());
            lost(Failure.of(ErrorKind.IDLE, reason), Optional.empty());
        } else {
            watchdog.rearm();
        }
    }
}
