package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.dispatch.Turn;
import org.eventsource.impl.state.Effect;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.Reconnection;
import org.eventsource.impl.state.ResponseCheck;
import org.eventsource.impl.state.Signal;
import org.eventsource.impl.state.State;
import org.eventsource.impl.state.Step;
import org.eventsource.impl.state.Transitions;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** Runs the state machine: keeps the state, and does what each step says. */
public final class Connection {

    private static final System.Logger LOGGER = System.getLogger(ConnectionLog.LOGGER_NAME);

    private final Settings settings;
    private final Ports ports;
    private final Outlet outlet;
    private final Runnable release;
    private final RequestHeaders headers;
    private final ResponseCheck responseCheck;
    private final StreamReader reader;
    private final ConnectionLog log;
    /** Since when the server may be about to deploy the stream. */
    private volatile long graceSince;

    /** Held by whoever applies signals or calls listeners; {@link #close()} alone does without. */
    private final Turn turn = new Turn();

    private final AtomicReference<State> state;
    private volatile boolean closeCalled;
    private volatile @Nullable Attempt attempt;
    private volatile Runnable cancelDelay = () -> {};

    private boolean everOpened;
    private boolean unsentIdLogged;

    /** The last event id that a server refused; empty: none. */
    private String refusedId = "";

    private String origin = "";

    /** Whether an error event has told of the failure at hand; nobody hears of one of a closed source. */
    private boolean told;

    /**
     * A connection that is to be {@linkplain #start started}.
     *
     * @param release called once when the ports are needed no more
     */
    public Connection(Settings settings, Ports ports, Outlet outlet, Runnable release) {
        this.settings = settings;
        this.ports = ports;
        this.outlet = outlet;
        this.release = release;
        this.headers = new RequestHeaders(settings);
        this.responseCheck =
                new ResponseCheck(settings.reconnectOn(), settings.reconnectWhenAsked(), settings.redirects());
        this.reader = new StreamReader(this, settings, outlet);
        this.log = new ConnectionLog(settings.log(), ports.timer(), this::handOver, outlet::notifies);
        this.graceSince = ports.timer().nanoTime();
        this.state = new AtomicReference<>(initial().state());
    }

    private Step initial() {
        return Transitions.start(Reconnection.of(settings.reconnectionTime(), settings.maxReconnectionTime())
                .reopeningWithin(settings.reopenAfter()));
    }

    /** Makes the first attempt, and returns at once. Listeners are not called by this thread, whatever fails. */
    public void start() {
        try {
            turn.run(() -> initial().effects().forEach(this::run));
        } catch (RuntimeException | Error e) {
            handOver(() -> inTurn(() -> fail(e)));
        }
    }

    public ReadyState readyState() {
        return state.get().readyState();
    }

    /** Ends it for good, without waiting. What another thread is delivering goes on; nothing else begins. */
    public void close() {
        closeCalled = true;
        apply(new Signal.Close());
    }

    /** Opens the source at once if an answer closed it for a time; does not wait. */
    void reopen() {
        handOver(() -> inTurn(() -> apply(new Signal.Reopen())));
    }

    /**
     * Runs an action when nothing is being delivered; a delivery may itself call this. What the action throws ends the
     * source: it may have cut short what others would wait for in vain.
     */
    public void inTurn(Runnable action) {
        Turn.Holder before = turn.begin();
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            turn.end(before);
        }
    }

    /** Runs the application's own act in turn. If the caller's stack is too deep for it, the caller gets the error. */
    void actInTurn(Runnable action) {
        try {
            turn.run(action);
        } catch (StackOverflowError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            inTurn(() -> fail(e));
        }
    }

    private void fail(Throwable thrown) {
        String who = FatalErrors.isFatal(thrown) ? "a listener, or what called it, failed: " : "the source failed: ";
        String reason = who + FailureReason.words(thrown);
        told = false;
        apply(new Signal.Failed(Failure.of(reason, thrown)));
        if (!told) {
            LOGGER.log(ERROR, "%s: after its end: %s".formatted(name(), reason), thrown);
        }
    }

    /** Whether it is the caller that something is being delivered by. */
    public boolean isInTurn() {
        return turn.isMine();
    }

    /** Does nothing for an attempt that was given up. */
    void inTurnOf(Attempt caller, Runnable action) {
        inTurn(() -> {
            if (attempt == caller) {
                action.run();
            }
        });
    }

    /** As {@link #inTurnOf}, without an object for each of the many reads. */
    void readInTurnOf(Attempt caller, byte[] bytes, int offset, int length) {
        Turn.Holder before = turn.begin();
        try {
            if (attempt == caller) {
                caller.read(bytes, offset, length);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            turn.end(before);
        }
    }

    /** From a thread that must not be kept to one that may run application code. */
    public void handOver(Runnable task) {
        ports.executor().execute(task, this::rejected);
    }

    /** Without its executor a source can tell nothing, not even that it ends. From any thread. */
    void rejected(RejectedExecutionException e) {
        if (!isClosed()) {
            LOGGER.log(ERROR, "%s: the executor rejects tasks; the source is closed".formatted(name()), e);
            close();
        }
    }

    /** In turn, or closing. */
    void apply(Signal signal) {
        State before;
        Step step;
        do {
            before = state.get();
            step = Transitions.next(before, signal);
        } while (!state.compareAndSet(before, step.state()));
        step.effects().forEach(this::run);
    }

    /** Those of a close come before others, whose classes may not have been needed yet, and cannot be had any more. */
    private void run(Effect effect) {
        if (effect instanceof Effect.Connect) {
            connect();
        } else if (effect instanceof Effect.Disconnect) {
            disconnect();
        } else if (effect instanceof Effect.Release) {
            log.end();
            release.run();
        } else if (effect instanceof Effect.Announce) {
            everOpened = true;
            announce();
        } else if (effect instanceof Effect.LeaveOutId refused) {
            leaveOutId(refused.failure());
        } else if (effect instanceof Effect.Wait wait) {
            await(wait);
        } else if (effect instanceof Effect.Report report) {
            report(report.failure());
        }
    }

    /** Between the state's change and this, the application may have closed the source. */
    private void announce() {
        Attempt opened = attempt;
        if (!isClosed() && opened != null) {
            log.opened(ports.transport().kind(), opened.sentId());
            outlet.onOpen(origin);
        }
    }

    private void connect() {
        if (isClosed()) {
            return;
        }
        log.attempt();
        Attempt next = new Attempt(this, settings, headers, ports, isInGrace(), sendableId());
        attempt = next;
        next.start();
        if (isClosed()) {
            disconnect();
        }
    }

    /** Whether the server may be about to deploy the stream. */
    private boolean isInGrace() {
        return ports.timer().nanoTime() - graceSince < NANOSECONDS.convert(settings.startupGrace());
    }

    /** A server that sent one id too long for itself would else refuse every attempt, for ever. */
    private void leaveOutId(Failure failure) {
        refusedId = reader.lastEventId();
        LOGGER.log(
                WARNING,
                "%s: %s. Requests leave out this id of %d characters until the stream has another one: %s"
                        .formatted(name(), failure.reason(), refusedId.length(), ForeignText.of(refusedId)));
    }

    private String sendableId() {
        String id = reader.lastEventId();
        if (id.equals(refusedId)) {
            return "";
        }
        if (ports.transport().sendsExactly(id)) {
            return id;
        }
        if (!unsentIdLogged) {
            unsentIdLogged = true;
            LOGGER.log(
                    WARNING,
                    "%s: the last event id cannot be sent exactly over this transport and is left out: %s"
                            .formatted(name(), ForeignText.of(id)));
        }
        return "";
    }

    private void disconnect() {
        Attempt given = attempt;
        attempt = null;
        cancelDelay.run();
        if (given != null) {
            cancel(given);
        }
    }

    /** What fails here must not keep the rest of a step from being done. */
    private void cancel(Attempt given) {
        try {
            given.cancel();
        } catch (RuntimeException | Error e) {
            LOGGER.log(ERROR, "%s: the exchange could not be cancelled".formatted(name()), e);
        }
    }

    private void await(Effect.Wait wait) {
        Duration delay = wait.delay()
                .plusNanos((long) (wait.spread().toNanos() * ports.random().getAsDouble()));
        long begun = ports.timer().nanoTime();
        Failure failure = wait.failure();
        ReadyState now = readyState();
        if (!isClosed()) {
            ErrorEvent event =
                    ErrorEvent.of(now, failure.reason(), failure.status(), failure.cause(), Optional.of(delay));
            log.failed(event);
            outlet.onError(event);
        }
        if (isClosed()) {
            return;
        }
        Duration rest = delay.minusNanos(ports.timer().nanoTime() - begun);
        cancelDelay = ports.timer()
                .schedule(
                        rest.isNegative() ? Duration.ZERO : rest,
                        () -> handOver(() -> inTurn(() -> apply(new Signal.Elapsed()))));
        if (isClosed()) {
            cancelDelay.run();
        }
    }

    private void report(Failure failure) {
        if (closeCalled) {
            return;
        }
        ErrorEvent event =
                ErrorEvent.of(ReadyState.CLOSED, failure.reason(), failure.status(), failure.cause(), Optional.empty());
        try {
            log.failed(event);
            outlet.onError(event);
        } catch (RuntimeException | Error e) {
            LOGGER.log(ERROR, "%s: a listener, or what called it, failed at the last error event".formatted(name()), e);
        }
        told = true;
    }

    ResponseCheck responseCheck() {
        return responseCheck;
    }

    void originIs(String newOrigin) {
        origin = newOrigin;
    }

    void lost(Attempt from, Failure failure, Optional<Duration> retryAfter) {
        reader.end();
        if (from.isProven()) {
            graceSince = ports.timer().nanoTime();
        }
        apply(new Signal.Lost(failure, from.isProven(), from.isInGrace() && !everOpened, retryAfter));
    }

    void feed(byte[] bytes, int offset, int length) {
        reader.feed(bytes, offset, length);
    }

    /** Says so of the attempt, too. */
    boolean delivers() {
        Attempt from = attempt;
        if (from != null) {
            from.delivered();
        }
        return from != null;
    }

    boolean isClosed() {
        return state.get() instanceof State.Closed;
    }

    /** The id of the last block that was dispatched, or the one that this began with; empty: none. */
    String lastEventId() {
        return reader.lastEventId();
    }

    private String name() {
        return settings.log().name();
    }
}
