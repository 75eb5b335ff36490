package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.state.Effect;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.Reconnection;
import org.eventsource.impl.state.ResponseCheck;
import org.eventsource.impl.state.Signal;
import org.eventsource.impl.state.State;
import org.eventsource.impl.state.Step;
import org.eventsource.impl.state.Transitions;
import org.eventsource.impl.transport.Origin;
import org.eventsource.parser.EventStreamHandler;
import org.eventsource.parser.EventStreamParser;
import org.jspecify.annotations.Nullable;

/** Runs the state machine: keeps the state, does what each step says, hands out what the parser finds. */
final class Connection implements EventStreamHandler {

    private static final System.Logger LOGGER = System.getLogger(Connection.class.getPackageName());

    private final Settings settings;
    private final Ports ports;
    private final EventSource target;
    private final Listeners listeners;
    private final Runnable release;
    private final ResponseCheck responseCheck;
    private final EventStreamParser parser;
    private final long bornAt;

    /** Held by whoever applies signals or calls listeners; {@link #close()} alone does without. */
    private final ReentrantLock turn = new ReentrantLock();

    private final AtomicReference<State> state;
    private volatile boolean closeCalled;
    private volatile @Nullable Attempt attempt;
    private volatile Runnable cancelDelay = () -> {};

    private boolean everOpened;
    private boolean unsentIdLogged;
    private String origin = "";
    private Instant readAt = Instant.EPOCH;

    Connection(Settings settings, Ports ports, EventSource target, Listeners listeners, Runnable release) {
        this.settings = settings;
        this.ports = ports;
        this.target = target;
        this.listeners = listeners;
        this.release = release;
        this.responseCheck = new ResponseCheck(settings.reconnectOn());
        this.parser = new EventStreamParser(this, settings.maxEventSize(), settings.lastEventId());
        this.bornAt = ports.timer().nanoTime();
        this.state = new AtomicReference<>(initial().state());
    }

    private Step initial() {
        return Transitions.start(Reconnection.of(settings.reconnectionTime(), settings.maxReconnectionTime()));
    }

    void start() {
        inTurn(() -> initial().effects().forEach(this::run));
    }

    ReadyState readyState() {
        return state.get().readyState();
    }

    void close() {
        closeCalled = true;
        apply(new Signal.Close());
    }

    /** Dispatches an event of the application's own. */
    void dispatch(Event event) {
        inTurn(() -> listeners.dispatch(event));
    }

    private void inTurn(Runnable action) {
        turn.lock();
        try {
            action.run();
        } catch (VirtualMachineError e) {
            apply(new Signal.Failed(Failure.of("a listener, or what called it, failed: " + e, e)));
        } finally {
            turn.unlock();
        }
    }

    /** Does nothing for an attempt that was given up. */
    void inTurnOf(Attempt caller, Runnable action) {
        inTurn(() -> {
            if (attempt == caller) {
                action.run();
            }
        });
    }

    /** From a thread that must not be kept to one that may run application code. */
    void handOver(Runnable task) {
        try {
            ports.executor().execute(task);
        } catch (RejectedExecutionException e) {
            if (!isClosed()) {
                LOGGER.log(ERROR, "The executor of %s refuses tasks: the source is closed".formatted(name()), e);
                close();
            }
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

    private void run(Effect effect) {
        if (effect instanceof Effect.Connect) {
            connect();
        } else if (effect instanceof Effect.Disconnect) {
            disconnect();
        } else if (effect instanceof Effect.Announce) {
            everOpened = true;
            deliver(OpenEvent.of());
        } else if (effect instanceof Effect.Wait wait) {
            await(wait);
        } else if (effect instanceof Effect.Report report) {
            report(report.failure());
        } else if (effect instanceof Effect.Release) {
            release.run();
        }
    }

    private void connect() {
        Attempt next = new Attempt(this, settings, ports, isStarting());
        attempt = next;
        try {
            next.start(sendableId());
        } catch (RejectedExecutionException e) {
            handOver(() -> next.onFailure(e));
        }
        if (isClosed()) {
            disconnect();
        }
    }

    /** Whether failures are those of a server that is about to be there. */
    private boolean isStarting() {
        return ports.timer().nanoTime() - bornAt < settings.startupGrace().toNanos();
    }

    private String sendableId() {
        String id = parser.lastEventId();
        if (ports.transport().sendsExactly(id)) {
            return id;
        }
        if (!unsentIdLogged) {
            unsentIdLogged = true;
            LOGGER.log(
                    WARNING,
                    "%s: the last event id cannot be sent exactly over this transport and is left out: %s"
                            .formatted(name(), id));
        }
        return "";
    }

    private void disconnect() {
        Attempt given = attempt;
        attempt = null;
        cancelDelay.run();
        if (given != null) {
            given.cancel();
        }
    }

    private void await(Effect.Wait wait) {
        Duration delay = wait.delay()
                .plusNanos((long) (wait.spread().toNanos() * ports.random().getAsDouble()));
        long begun = ports.timer().nanoTime();
        LOGGER.log(
                DEBUG,
                () -> "%s: %s; next attempt in %s"
                        .formatted(name(), wait.failure().reason(), delay));
        Failure failure = wait.failure();
        deliver(ErrorEvent.of(
                ReadyState.CONNECTING, failure.reason(), failure.status(), failure.cause(), Optional.of(delay)));
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
            listeners.dispatch(event.withTarget(target));
        } catch (VirtualMachineError e) {
            LOGGER.log(ERROR, "%s: a listener failed at the last error event".formatted(name()), e);
        }
    }

    /** In turn. Between the state's change and this, the application may have closed the source. */
    private void deliver(Event event) {
        if (!isClosed()) {
            listeners.dispatch(event.withTarget(target));
        }
    }

    ResponseCheck responseCheck() {
        return responseCheck;
    }

    void originIs(String newOrigin) {
        origin = newOrigin;
    }

    void lost(Attempt from, Failure failure, Optional<Duration> retryAfter) {
        parser.end();
        apply(new Signal.Lost(failure, from.isProven(), from.isStarting() && !everOpened, retryAfter));
    }

    void feed(byte[] bytes, int offset, int length) {
        readAt = ports.timer().now();
        parser.feed(bytes, offset, length);
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        Attempt from = attempt;
        if (isClosed() || from == null) {
            parser.stop();
        } else {
            from.delivered();
            listeners.dispatch(MessageEvent.of(type, data, lastEventId, origin, readAt, target));
        }
    }

    @Override
    public void onRetry(Duration time) {
        apply(new Signal.Retry(time));
    }

    @Override
    public boolean ignoresComments() {
        return true;
    }

    private boolean isClosed() {
        return state.get() instanceof State.Closed;
    }

    private String name() {
        return Origin.withPath(settings.url());
    }
}
