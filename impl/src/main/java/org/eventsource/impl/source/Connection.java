package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.CursorException;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.Performer;
import org.eventsource.impl.state.Signal;
import org.eventsource.impl.state.StateMachine;
import org.eventsource.impl.transport.SentId;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** The state machine of one source, the effects of each signal, and the timers. */
public final class Connection {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    /** Created with this class: some containers close an application's class loader before the application closes. */
    private static final Signal CLOSE = new Signal.Close();

    private static final Signal RESUMED = new Signal.Resumed();

    private static final Failure NO_ANSWER = Failure.of(ErrorKind.TIMEOUT, "no answer to the first attempt yet");

    private final Settings settings;
    private final Ports ports;
    private final Outlet outlet;
    private final Runnable release;
    private final SourceTurn turn;
    private final Requests requests;
    private final StreamReader reader;
    private final StartupGrace grace;
    private final ResumeId resumeId;

    /** Null: the source has none. */
    private final @Nullable Cursor cursor;

    private final ConnectionLog log;
    private final HandlingLog handlingLog;
    private final OutageLimit outage;
    private final StateMachine machine;
    private volatile boolean closeCalled;
    private volatile boolean paused;

    /** Whether it was a pause that held the last attempt. Used in turn. */
    private boolean heldByPause;

    /** Whether the source may be held at times, so that its stream needs a connection of its own. */
    private volatile boolean alone;

    /** Whether the last connection was silent. It may be dead, and a client may use it again over HTTP/2. */
    private boolean wasSilent;

    /** Whether only that silence keeps the current attempt from HTTP/2. Used in turn. */
    private boolean avoidsHttp2;

    private volatile @Nullable Attempt attempt;
    private volatile Runnable cancelDelay = () -> {};

    /** When the current attempt began. */
    private long attemptedAt;

    /** The last failure of the outage. */
    private Failure lastFailure = NO_ANSWER;

    /** Whether an error event was dispatched for the failure that ends the source. A closed source dispatches none. */
    private boolean failureReported;

    /**
     * A connection that is not yet {@linkplain #start started}.
     *
     * @param release is called once, when the ports are no longer needed
     */
    public Connection(Settings settings, Ports ports, Outlet outlet, Runnable release) {
        this(settings, ports, outlet, null, release);
    }

    /**
     * A connection that is not yet {@linkplain #start started}.
     *
     * @param cursor is loaded before each attempt; null: there is none
     * @param release is called once, when the ports are no longer needed
     */
    Connection(Settings settings, Ports ports, Outlet outlet, @Nullable Cursor cursor, Runnable release) {
        this.settings = settings;
        this.ports = ports;
        this.outlet = outlet;
        this.release = release;
        this.turn = new SourceTurn(ports.executor(), this::fail, this::rejected);
        this.requests = new Requests(settings, this::asksStore);
        this.reader = new StreamReader(settings, outlet, this::signal, this::isClosed, () -> paused || outlet.blocks());
        this.alone = outlet.mayHold();
        this.grace = new StartupGrace(ports.timer(), settings.startupGrace());
        this.resumeId = new ResumeId(
                name(),
                reader::lastEventId,
                ports.transport()::sendsExactly,
                !settings.request().lastEventIdQuery().isEmpty());
        this.cursor = cursor;
        this.log = new ConnectionLog(settings.log(), ports.timer(), turn::runLaterWithoutTurn, outlet::notifies);
        this.handlingLog = new HandlingLog(
                settings.log(),
                ports.timer(),
                turn::runLaterWithoutTurn,
                () -> isStoreAway() ? Optional.empty() : waitsFor());
        this.outage = new OutageLimit(
                ports.timer(), settings.reconnection().giveUpAfter(), number -> turn.runLater(() -> giveUp(number)));
        this.machine = new StateMachine(settings.reconnection(), new Effects());
    }

    /** Starts the first attempt and returns immediately. Never calls listeners on this thread. */
    public void start() {
        try {
            turn.runOrThrow(machine::start);
        } catch (RuntimeException | Error e) {
            turn.runLater(() -> fail(e));
        }
    }

    /** Like {@link #start}, but on the executor. */
    void startLater() {
        turn.runLater(machine::start);
    }

    public ReadyState readyState() {
        return machine.readyState();
    }

    /**
     * Closes the source for good. Never blocks. If another thread is delivering an event, that delivery continues;
     * nothing else begins.
     */
    public void close() {
        closeCalled = true;
        signal(CLOSE);
    }

    /** Opens the source immediately if a response closed it for a time and it is not paused. Never blocks. */
    void reopen() {
        turn.runLater(() -> {
            if (!isHeldBack()) {
                signal(new Signal.Reopen());
            }
        });
    }

    /**
     * Delivers no messages from now on, except one that is being delivered now. The server is not read. If the
     * connection is lost, the next attempt waits for {@link #resume}. Never blocks.
     */
    void pause() {
        alone = true;
        paused = true;
        if (machine.isHeld()) {
            turn.runLater(this::holdForAnotherReason);
        }
    }

    /** Delivers messages again. Never blocks. */
    void resume() {
        if (paused) {
            outage.restart();
            paused = false;
            turn.runLater(() -> {
                if (delivers()) {
                    outlet.onResumed();
                }
            });
            goOn();
        }
    }

    /** Returns whether the source is neither paused nor closed. On any thread. */
    boolean delivers() {
        return !paused && !isClosed();
    }

    /** Goes on with what waits, unless the source is paused or messages are not handled. Never blocks. */
    void goOn() {
        turn.runLater(() -> {
            if (!outlet.blocks()) {
                handlingLog.end();
            }
            if (!paused && !outlet.blocks()) {
                readOnInTurn();
            }
            if (isHeldBack()) {
                holdForAnotherReason();
            } else {
                outage.restartIfOver();
                signal(RESUMED);
            }
        });
    }

    private void holdForAnotherReason() {
        if (machine.isHeld() && heldByPause != paused) {
            hold();
        }
    }

    private void hold() {
        heldByPause = paused;
        outage.end();
        grace.held();
        if (heldByPause) {
            log.paused();
            settings.monitor().paused();
        } else {
            log.busy();
            settings.monitor().busy();
        }
    }

    /** Returns in words what the next message or attempt waits for; empty: for nothing of this kind. On any thread. */
    Optional<String> waitsFor() {
        if (isClosed()) {
            return Optional.empty();
        }
        if (isStoreAway()) {
            return Optional.of("the store of the cursor");
        }
        if (outlet.blocks()) {
            return Optional.of("the next attempt to handle a message");
        }
        return machine.isHeld() && !paused ? Optional.of("messages that are not handled yet") : Optional.empty();
    }

    private boolean isStoreAway() {
        return cursor != null && cursor.isUnanswered();
    }

    private boolean asksStore() {
        return cursor != null && cursor.isLoading();
    }

    /** Runs a task in turn after a delay, unless the source is closed then. Never blocks. */
    void later(Duration delay, Runnable task) {
        Runnable inTurn = () -> turn.runLater(() -> {
            if (!isClosed()) {
                task.run();
            }
        });
        if (outlet.blocks()) {
            handlingLog.begin();
        }
        if (delay.isZero()) {
            inTurn.run();
        } else {
            ports.timer().schedule(delay, inTurn);
        }
    }

    /** Runs a task on this thread, in turn. Throws what it throws. Returns false if the source is closed. */
    boolean runUnlessClosed(Runnable task) {
        boolean[] ran = new boolean[1];
        turn.runOrThrow(() -> {
            if (!isClosed()) {
                task.run();
                ran[0] = true;
            }
        });
        return ran[0];
    }

    /** Ends the current connection, if it is open. To be called in turn. */
    void breakOff(Failure failure) {
        Attempt current = attempt;
        if (current == null || !current.breakOff(failure)) {
            goOn();
        }
    }

    /** Closes the source, or opens it again after a time if it does that. To be called in turn. */
    void end(Failure failure) {
        reader.end();
        signal(new Signal.Refused(failure, false, Optional.empty()));
    }

    /** The outlet wants more bytes, which it did not want before. Never blocks. */
    public void readOn() {
        turn.runLater(this::readOnInTurn);
    }

    /**
     * Like {@link #readOn}, but what was read already is delivered on this thread, unless another thread delivers
     * something now, or a message calls listeners. They belong on the executor.
     */
    void readOnHere() {
        if (outlet.notifiesOfMessages()) {
            readOn();
        } else {
            turn.runHereOrLater(this::readOnInTurn);
        }
    }

    private void readOnInTurn() {
        Attempt current = attempt;
        if (current != null) {
            current.readOn();
        }
    }

    /**
     * Runs a task on the application's executor when nothing is being delivered. If the task throws, the source fails.
     * Never blocks.
     */
    public void runLater(Runnable task) {
        turn.runLater(task);
    }

    /**
     * Runs a task of the application on this thread when nothing is being delivered. If the task throws, the source
     * fails. Only a {@link StackOverflowError} is thrown: the caller's stack may be too deep for the task.
     */
    void runForCaller(Runnable task) {
        try {
            turn.runOrThrow(task);
        } catch (StackOverflowError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            turn.run(() -> fail(e));
        }
    }

    /** Returns whether the current thread is delivering something of this connection. */
    public boolean isInTurn() {
        return turn.isMine();
    }

    boolean isClosed() {
        return machine.isClosed();
    }

    /** Returns the id of the last complete block, or the one that the source began with; empty: none. */
    String lastEventId() {
        return reader.lastEventId();
    }

    private String name() {
        return settings.log().name();
    }

    private void signalOfAttempt(Signal signal) {
        if (signal instanceof Signal.Lost lost && lost.proven()) {
            grace.restart();
        }
        signal(avoidsHttp2 ? retriedByHttp2(signal) : signal);
    }

    /** The server may have refused HTTP/1.1 and not the request. The next attempt decides. */
    private static Signal retriedByHttp2(Signal signal) {
        if (signal instanceof Signal.Refused refused) {
            return new Signal.Lost(refused.failure(), false, false, refused.counts(), refused.retryAfter());
        }
        if (signal instanceof Signal.IdRefused refused) {
            return new Signal.Lost(refused.failure(), false, false, refused.counts(), refused.retryAfter());
        }
        return signal;
    }

    /** Returns whether no attempt may begin now. */
    private boolean isHeldBack() {
        return paused || outlet.isBusy();
    }

    private void giveUp(int number) {
        if (outage.isOver(number)) {
            signal(new Signal.GiveUp(outageFailure(), isHeldBack() || asksStore()));
        }
    }

    private Duration since(long nanoTime) {
        return Duration.ofNanos(ports.timer().nanoTime() - nanoTime);
    }

    private Failure outageFailure() {
        String time = FailureReason.duration(settings.reconnection().giveUpAfter());
        return lastFailure.with(
                "gave up after %s without a connection (giveUpAfter): %s".formatted(time, lastFailure.reason()));
    }

    /** To be called in turn, except for {@link Signal.Close}. */
    private void signal(Signal signal) {
        machine.signal(signal);
    }

    /** A listener, or the library itself, failed. Other tasks may wait for what it left undone, so the source ends. */
    private void fail(Throwable thrown) {
        String who = FatalErrors.isFatal(thrown) ? "a listener or the library failed: " : "the source failed: ";
        String reason = who + FailureReason.words(thrown);
        failureReported = false;
        signal(new Signal.Failed(Failure.of(ErrorKind.LISTENER, reason, thrown)));
        if (!failureReported) {
            LOGGER.log(ERROR, "%s: failed after it was closed: %s".formatted(name(), reason), ForeignText.of(thrown));
        }
    }

    /** The executor runs no further task, so the source ends. This thread calls the listeners for the last time. */
    private void rejected(RejectedExecutionException e) {
        if (!isClosed()) {
            String reason = "the executor rejects tasks: " + FailureReason.words(e);
            turn.run(() -> signal(new Signal.Failed(Failure.of(ErrorKind.EXECUTOR, reason, e))));
        }
    }

    /**
     * Performs the effects in turn, or in {@link #close()}. So the application may close the source before or during
     * each of them.
     */
    private final class Effects implements Performer {

        @Override
        public void connect() {
            if (isClosed()) {
                return;
            }
            attemptedAt = ports.timer().nanoTime();
            settings.monitor().attempting(log.attempt());
            grace.attempt();
            outage.begin(grace.rest());
            Requests.Ids ids = ids();
            Attempt next = new Attempt(
                    settings,
                    ports,
                    turn,
                    reader,
                    Connection.this::signalOfAttempt,
                    grace.now(),
                    Connection.this::asksStore);
            attempt = next;
            boolean needsAnother = wasSilent;
            avoidsHttp2 = wasSilent && !alone && ports.transport().mayUseHttp2(settings.url());
            next.start(() -> requests.next(ids, needsAnother || alone));
            if (isClosed()) {
                disconnect();
            }
        }

        private Requests.Ids ids() {
            if (cursor == null) {
                SentId ids = resumeId.toSend();
                return () -> ids;
            }
            return () -> {
                String id = load(cursor).orElse(settings.lastEventId());
                outage.restartIfOver();
                return resumeId.sent(id);
            };
        }

        /** The source may be closed before this, or meanwhile. It releases the cursor only then. */
        private Optional<String> load(Cursor loaded) throws CursorException {
            if (isClosed()) {
                throw new CancellationException();
            }
            try {
                return loaded.load();
            } finally {
                if (isClosed()) {
                    loaded.release();
                }
            }
        }

        @Override
        public void disconnect() {
            Attempt current = attempt;
            attempt = null;
            cancelDelay.run();
            if (current != null) {
                cancel(current);
            }
        }

        /** Logs a failure, so that the remaining effects of the step are performed. */
        private void cancel(Attempt current) {
            try {
                current.cancel();
            } catch (RuntimeException | Error e) {
                LOGGER.log(ERROR, "%s: the exchange could not be cancelled".formatted(name()), ForeignText.of(e));
            }
        }

        @Override
        public void announce(String origin, HttpHeaders headers) {
            grace.opened();
            outage.end();
            Attempt current = attempt;
            if (!isClosed() && current != null) {
                String sentId = current.sentId();
                log.opened(ports.transport().kind(), sentId);
                settings.monitor().opened(ports.timer().now(), since(attemptedAt));
                outlet.onOpen(origin, headers, sentId);
            }
        }

        @Override
        public void await(Failure failure, Duration delay, Duration spread) {
            Duration total =
                    delay.plusNanos((long) (spread.toNanos() * ports.random().getAsDouble()));
            long begun = ports.timer().nanoTime();
            lastFailure = failure;
            wasSilent = failure.kind() == ErrorKind.IDLE || failure.kind() == ErrorKind.TIMEOUT;
            if (failure.kind() == ErrorKind.CURSOR) {
                // Nobody knows what the server does until the store answers.
                outage.end();
            } else {
                outage.begin(grace.rest());
            }
            ReadyState now = readyState();
            if (!isClosed()) {
                settings.monitor().waiting(ports.timer().now().plus(total));
                report(failure.event(now, Optional.of(total)));
            }
            if (isClosed()) {
                return;
            }
            Duration rest = total.minus(since(begun));
            schedule(rest.isNegative() ? Duration.ZERO : rest);
        }

        @Override
        public void delay(Duration time) {
            settings.monitor().waiting(ports.timer().now().plus(time));
            schedule(time);
        }

        private void schedule(Duration time) {
            long due = ports.timer().nanoTime() + NANOSECONDS.convert(time);
            cancelDelay = ports.timer().schedule(time, () -> {
                Duration late = since(due);
                turn.runLater(() -> elapsed(late));
            });
            if (isClosed()) {
                cancelDelay.run();
            }
        }

        /** A delay that ends late shows that this process stood still. */
        private void elapsed(Duration late) {
            grace.stoodStill(late);
            signal(new Signal.Elapsed(isHeldBack()));
        }

        @Override
        public void hold() {
            Connection.this.hold();
        }

        @Override
        public void leaveOutId(Failure failure) {
            resumeId.leaveOut(failure);
        }

        @Override
        public void report(Failure failure) {
            if (closeCalled) {
                return;
            }
            try {
                report(failure.event(ReadyState.CLOSED, Optional.empty()));
            } catch (RuntimeException | Error e) {
                LOGGER.log(
                        ERROR,
                        "%s: a listener or the library failed at the last error event".formatted(name()),
                        ForeignText.of(e));
            }
            failureReported = true;
        }

        private void report(ErrorEvent event) {
            log.failed(event);
            outlet.onError(event);
        }

        @Override
        public void release() {
            log.end();
            handlingLog.stop();
            outage.end();
            release.run();
        }
    }
}
