package org.eventsource.cdi.extension.streams;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eventsource.Event;
import org.eventsource.ReadyState;
import org.eventsource.cdi.StreamState;
import org.eventsource.cdi.extension.config.Setting;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.streams.CursorStores.StreamCursor;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.cursor.FileCursors;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.dispatch.ListenerFailures;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.Shown;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose handles and observers share one connection. The connection is created when a handle or the observers
 * need it. It is closed when no handle uses it and the stream has no observers. After the connection has ended, the
 * next handle creates a new one.
 */
final class SharedStream {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final StreamSettings settings;
    private final StreamLog log;
    private final Supplier<SourceBuilder> builders;
    private final Executor executor;
    private final @Nullable StreamObservers observers;
    private final Gate gate;
    private final StreamHistory history;
    private final @Nullable StreamHandling handling;
    private final PassivatedHandle.Opened opened;
    private final AtomicInteger holders = new AtomicInteger();
    /**
     * Written under the lock. Nothing blocks under the lock: clients are created and connections are opened outside.
     */
    private volatile @Nullable StreamConnection current;

    /** Whether the application has started, so that its observers may receive events. */
    private volatile boolean started;

    private volatile boolean stopped;

    /** Whether the application has paused the stream, observers included. */
    private volatile boolean paused;

    /**
     * @param executor runs application code
     * @param observers null for a stream that only handles use
     * @param monitors are notified of what happens
     * @param handling how the observers handle messages; null: there are no observers
     * @param opened how its handles were opened
     */
    SharedStream(
            StreamSettings settings,
            StreamLog log,
            Supplier<SourceBuilder> builders,
            Executor executor,
            @Nullable StreamObservers observers,
            Gate gate,
            StreamMonitors monitors,
            @Nullable StreamHandling handling,
            PassivatedHandle.Opened opened) {
        this.settings = settings;
        this.log = log;
        this.builders = builders;
        this.executor = executor;
        this.observers = observers;
        this.gate = gate;
        this.handling = handling;
        this.opened = opened;
        this.history = new StreamHistory(Shown.of(settings.key()), monitors, gate);
    }

    String key() {
        return settings.key();
    }

    /** Returns whether its path has values that were given at run time. */
    boolean hasPathValues() {
        return settings.location().hasNames();
    }

    /** Returns how its handles were opened. */
    PassivatedHandle.Opened opened() {
        return opened;
    }

    URI url() {
        return settings.url();
    }

    boolean withCredentials() {
        return settings.get(Setting.WITH_CREDENTIALS);
    }

    /** Returns the id after which a new connection begins; empty: none. */
    String lastEventId() {
        return settings.find(Setting.LAST_EVENT_ID).orElse("");
    }

    ListenerFailures failuresOfListeners() {
        return log.ofListeners(name());
    }

    String name() {
        return settings.name();
    }

    boolean isStopped() {
        return stopped;
    }

    /**
     * Returns the state of the connection, {@code CONNECTING} if there is none yet, or {@code CLOSED} after the stop.
     * Does not block.
     */
    ReadyState readyState() {
        StreamConnection connection = current;
        if (stopped) {
            return ReadyState.CLOSED;
        }
        return connection == null ? ReadyState.CONNECTING : connection.readyState();
    }

    StreamState state() {
        StreamConnection connection = current;
        return history.state(
                settings,
                readyState(),
                isEnded(),
                isObserved(),
                observers == null ? 0 : observers.unfinished(),
                connection == null ? paused : connection.isPaused(),
                connection == null ? Optional.empty() : connection.cursor(),
                connection == null ? Optional.empty() : connection.waitsFor());
    }

    /** Returns whether the stream was stopped or its connection has ended without a retry. */
    boolean isEnded() {
        StreamConnection connection = current;
        return stopped || (connection != null && connection.isEnded());
    }

    boolean isObserved() {
        return observers != null && observers.needsStream();
    }

    /** Increments the number of handles. */
    void hold() {
        holders.incrementAndGet();
    }

    /** Decrements the number of handles. */
    void release() {
        holders.decrementAndGet();
    }

    boolean isHeld() {
        return holders.get() > 0;
    }

    /** Opens the stream if it has observers. Called when the application has started. */
    void start() {
        started = true;
        openForObservers();
    }

    private void openForObservers() {
        if (!started || !isObserved()) {
            return;
        }
        StreamConnection opening = newConnection();
        if (isFirst(opening)) {
            open(opening, builders);
        }
    }

    private synchronized boolean isFirst(StreamConnection opening) {
        if (stopped || current != null) {
            return false;
        }
        current = opening;
        applyPause();
        return true;
    }

    /** Pauses or resumes the stream, observers included. */
    void pause(boolean nowPaused) {
        paused = nowPaused;
        applyPause();
    }

    /**
     * Pauses the connection if the stream is paused, or if all handles are paused and nothing observes. Otherwise
     * resumes it.
     */
    synchronized void applyPause() {
        StreamConnection connection = current;
        if (connection != null) {
            connection.setPaused(paused || (!isObserved() && connection.isPausedByHandles()));
        }
    }

    /**
     * Makes the handle receive events. If it opens the connection, it receives all events of it.
     *
     * @throws IllegalStateException if there is no connection and none can be created
     */
    void attach(StreamHandle handle) {
        StreamConnection opening = newConnection();
        StreamConnection joined = join(handle, opening);
        if (joined == opening) {
            open(opening, builders);
        } else if (joined != null && joined.readyState() == ReadyState.OPEN) {
            // Some executors run a task on the calling thread if all their threads are busy.
            executor.execute(() -> gate.run(handle::announce));
        }
    }

    /**
     * Returns the connection that the handle joined; null if the stream is stopped, or if the handle is closed or has a
     * connection already.
     *
     * @param next is joined if there is no connection or if it has ended
     */
    private synchronized @Nullable StreamConnection join(StreamHandle handle, StreamConnection next) {
        if (stopped || !handle.isWaiting()) {
            return null;
        }
        StreamConnection connection = current;
        if (connection == null || connection.isEnded()) {
            connection = next;
            current = next;
        }
        join(handle.reference(), connection);
        applyPause();
        return connection;
    }

    private static void join(HandleReference handle, StreamConnection connection) {
        handle.join(connection);
        connection.add(handle);
    }

    /** Called without the lock, because the creation of a client may take a second. */
    private void open(StreamConnection opening, Supplier<SourceBuilder> making) {
        try {
            SourceBuilder builder = making.get();
            if (handling != null && isObserved()) {
                handling.prepare(builder, opening);
            } else if (builder.hasCursor()) {
                builder.handler(
                        (cursor, settled, delivers) -> new ListenedMessages(requireNonNull(cursor), opening, gate));
            }
            opening.open(builder);
        } catch (RuntimeException | Error e) {
            forget(opening);
            throw e;
        }
    }

    private synchronized void forget(StreamConnection failed) {
        failed.handles().forEach(handle -> handle.join(null));
        failed.close();
        if (current == failed) {
            current = null;
        }
    }

    /**
     * Opens the stream again if it is closed. If the connection waits to be reopened, it is reopened immediately. If it
     * has ended, a new connection is created that resumes after the cursor, or without a cursor after the last event
     * id. All handles of the old connection join the new one. If there is none before the application has started, the
     * start creates it.
     */
    void reopen() {
        StreamConnection before = current;
        if (before == null) {
            openForObservers();
        } else if (!before.isEnded()) {
            before.reopen();
        } else if (!stopped) {
            // If this fails, the handles stay where they are.
            SourceBuilder builder = resuming(before).initialDelay(Duration.ZERO);
            StreamConnection next = newConnection();
            if (replace(before, next)) {
                open(next, () -> builder);
            }
        }
    }

    /** A stream with a cursor resumes after the cursor. Its last event id may belong to a message that failed. */
    private SourceBuilder resuming(StreamConnection before) {
        SourceBuilder builder = builders.get();
        boolean hasCursor = builder.hasCursor() || cursorUse().isPresent();
        return hasCursor ? builder : builder.lastEventId(before.lastEventId());
    }

    private synchronized boolean replace(StreamConnection before, StreamConnection next) {
        if (stopped || current != before || (before.isUnused() && !isObserved())) {
            return false;
        }
        current = next;
        before.handles().forEach(handle -> {
            before.remove(handle);
            join(handle, next);
        });
        applyPause();
        return true;
    }

    private StreamConnection newConnection() {
        return new StreamConnection(history, this::notifyObservers, this::observerFailed, gate, executor);
    }

    private void notifyObservers(Event event, StreamConnection connection) {
        if (observers != null) {
            observers.notify(event, cause -> observerFailed(cause, connection));
        }
    }

    /** An error of the virtual machine in an asynchronous observer ends the stream like in a synchronous one. */
    private void observerFailed(Throwable cause, StreamConnection connection) {
        boolean isFatal = Causes.all(cause).stream().anyMatch(FatalErrors::isFatal);
        if (isFatal) {
            fail("an observer failed with an error of the virtual machine", cause, connection);
        } else if (closesAfterFailure()) {
            fail("an observer failed, and on-failure is close", cause, connection);
        }
    }

    boolean closesAfterFailure() {
        return handling != null && handling.closesAfterFailure();
    }

    private void fail(String reason, Throwable cause, StreamConnection connection) {
        if (connection.fail(reason, cause)) {
            LOGGER.log(WARNING, "%s: closed for good: %s".formatted(name(), reason));
        }
    }

    /** Returns what decodes data for subscribers of a stream with observers. */
    SubscriberPayloads payloads() {
        return new SubscriberPayloads(requireNonNull(observers), gate);
    }

    /** Closes the stream for good if on-failure is close. Called when data cannot be decoded for a subscriber. */
    void undecodable(Throwable cause) {
        StreamConnection connection = current;
        if (connection != null && closesAfterFailure()) {
            fail("data cannot be decoded for a subscriber, and on-failure is close", cause, connection);
        }
    }

    synchronized void detach(HandleReference handle) {
        StreamConnection connection = handle.connection();
        if (connection == null) {
            return;
        }
        connection.remove(handle);
        applyPause();
        if (connection.isUnused() && !isObserved()) {
            connection.close();
            history.closed();
        }
    }

    /** Returns the cursor, as it is known; if it was never loaded, asks the store. Empty: there is none. */
    Optional<String> cursor() {
        StreamConnection connection = current;
        return connection != null && connection.knowsCursor()
                ? connection.cursor()
                : cursorUse().flatMap(this::load);
    }

    private Optional<CursorUse> cursorUse() {
        return handling == null || !isObserved()
                ? Optional.empty()
                : handling.cursor().map(StreamCursor::use);
    }

    private Optional<String> load(CursorUse use) {
        try {
            return requireNonNull(handling).load(use);
        } finally {
            releaseIfEnded(use);
        }
    }

    /** No connection will release the file of the cursor, which another process may use. */
    private void releaseIfEnded(CursorUse use) {
        if (isEnded() && use.store() instanceof FileCursors files) {
            try {
                files.release(use.name());
            } catch (IOException e) {
                LOGGER.log(
                        WARNING, "%s: the file of the cursor could not be closed".formatted(name()), ForeignText.of(e));
            }
        }
    }

    /**
     * Sets the cursor by hand. Waits for the message that is being handled, and connects again after the new id.
     *
     * @throws IllegalStateException if there is no cursor, if an observer of the stream calls this, or if the store
     *     does not answer
     */
    void moveCursor(String id) {
        CursorUse use = cursorUse()
                .orElseThrow(() -> new IllegalStateException(name() + ": has no cursor that could be moved"));
        if (observers != null && observers.areNotifiedHere()) {
            // The thread of the stream may wait for this one.
            throw new IllegalStateException("an observer or listener of the stream itself calls this");
        }
        StreamConnection connection = current;
        if (connection != null && !connection.canBeSent(id)) {
            throw new IllegalArgumentException(
                    "lastEventId: it cannot be sent exactly over the transport of the stream, so that no connection would be made: "
                            + ForeignText.of(id));
        }
        try {
            StreamHandling handled = requireNonNull(handling);
            endInTurn(() -> handled.reset(use, id));
            reopen();
        } finally {
            releaseIfEnded(use);
        }
    }

    /**
     * Ends the connection when nothing is being delivered, after an action. If another connection is made meanwhile,
     * the action is repeated, and that connection ends: it may have begun before the action. If the action fails, the
     * stream goes on.
     */
    void endInTurn(Runnable action) {
        StreamConnection connection;
        do {
            connection = current;
            boolean wasUsable = connection != null && !connection.isEnded();
            try {
                if (connection != null && connection.endInTurn(action)) {
                    return;
                }
                action.run();
            } catch (RuntimeException | Error e) {
                if (connection != null && wasUsable && connection.isEnded()) {
                    replaceAfter(e, connection);
                }
                throw e;
            }
        } while (connection != current);
    }

    /** Replaces a connection that ended only for an action, which has failed. */
    private void replaceAfter(Throwable failure, StreamConnection ended) {
        try {
            ended.close();
            reopen();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    /** Rejects further calls into the application. */
    void closeGate() {
        gate.close();
    }

    synchronized void stop() {
        stopped = true;
        if (observers != null) {
            observers.stop();
        }
        StreamConnection connection = current;
        if (connection != null) {
            connection.close();
        }
    }

    /** Waits for running calls into the application. Returns false if some of them do not end in time. */
    boolean awaitEnd(Duration time) {
        return gate.awaitEnd(time);
    }
}
