package org.eventsource.cdi.extension.streams;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.extension.observers.Followers;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * One source, from its opening to its end, and the handles that receive its events. Only its stream adds and removes
 * handles, under a lock.
 */
final class StreamConnection implements Followers {

    private final List<HandleReference> handles = new CopyOnWriteArrayList<>();
    private final StreamHistory history;
    private final BiConsumer<Event, StreamConnection> observers;
    private final BiConsumer<Throwable, StreamConnection> failures;
    private final Gate gate;
    private final Executor executor;

    /** Null until {@link #open} has created it, before its first event. */
    private volatile @Nullable HttpEventSource source;

    private volatile OpenEvent lastOpen = OpenEvent.of();
    private volatile boolean closed;
    private volatile boolean paused;

    /** Ends the attempt to handle a message; null: there is none. Used in turn. */
    private @Nullable Runnable endAttempt;

    private final AtomicBoolean failed = new AtomicBoolean();
    /** The last event of a connection that {@link #fail} ended; null after it was passed to the executor. */
    private final AtomicReference<@Nullable Event> lastEvent = new AtomicReference<>();

    /**
     * @param history records the events
     * @param observers is called with each event and this connection
     * @param failures is called with what observers throw if they handle messages one by one
     * @param gate allows calls into the application
     * @param executor runs application code
     */
    StreamConnection(
            StreamHistory history,
            BiConsumer<Event, StreamConnection> observers,
            BiConsumer<Throwable, StreamConnection> failures,
            Gate gate,
            Executor executor) {
        this.failures = failures;
        this.history = history;
        this.observers = observers;
        this.gate = gate;
        this.executor = executor;
    }

    /** Connects. The creation of a client may take a second, so the caller must not hold a lock. */
    void open(SourceBuilder builder) {
        HttpEventSource created = builder.monitor(history)
                .addEventListener(Event.class, this::receive)
                .create();
        source = created;
        if (paused) {
            created.pause();
        }
        if (closed) {
            end();
        } else if (history.isMonitored()) {
            created.startLater();
        } else {
            created.start();
        }
    }

    private void receive(Event event) {
        if (event instanceof OpenEvent open) {
            lastOpen = open;
        }
        history.record(event);
        gate.run(() -> history.deliver(event, () -> {
            observers.accept(event, this);
            handles.forEach(handle -> handle.receive(event));
        }));
    }

    /** Passes a message to its handle. If it is not handled, it is delivered again. To be called through the gate. */
    Outcome deliver(MessageEvent message) {
        history.record(message);
        Outcome[] outcome = {Outcome.STOPPED};
        history.deliver(message, () -> handles.forEach(handle -> outcome[0] = handle.handle(message)));
        return outcome[0];
    }

    @Override
    public boolean receiveMessages() {
        return !handles.isEmpty();
    }

    @Override
    public void received(MessageEvent message) {
        history.record(message);
    }

    @Override
    public void attempting(MessageEvent message) {
        if (endAttempt == null) {
            endAttempt = history.handling(message);
        }
    }

    @Override
    public void attempted() {
        Runnable end = endAttempt;
        if (end != null) {
            endAttempt = null;
            end.run();
        }
    }

    @Override
    public void handled(MessageEvent message) {
        if (!handles.isEmpty()) {
            attempting(message);
            handles.forEach(handle -> handle.receive(message));
        }
        attempted();
    }

    @Override
    public void cursorMoved(String lastEventId) {
        history.cursorMoved(lastEventId);
    }

    @Override
    public void failed(Throwable cause) {
        failures.accept(cause, this);
    }

    /** Returns whether the cursor was loaded, so that {@link #cursor} is what the store has. */
    boolean knowsCursor() {
        HttpEventSource created = source;
        Cursor cursor = created == null ? null : created.cursor();
        return cursor != null && cursor.isKnown();
    }

    /** Returns the cursor as it was loaded or saved last; empty: there is none. */
    Optional<String> cursor() {
        HttpEventSource created = source;
        Cursor cursor = created == null ? null : created.cursor();
        return cursor == null ? Optional.empty() : cursor.last();
    }

    /** Returns in words what the next message or attempt waits for; empty: for nothing that is to be handled. */
    Optional<String> waitsFor() {
        HttpEventSource created = source;
        return created == null ? Optional.empty() : created.waitsFor();
    }

    /** Returns whether a request can carry an id exactly, as far as that is known. */
    boolean canBeSent(String id) {
        HttpEventSource created = source;
        Cursor cursor = created == null ? null : created.cursor();
        return cursor == null || cursor.canBeSent(id);
    }

    /**
     * Closes the connection when nothing is being delivered, after an action.
     *
     * @return false if it has ended before, or has not begun and never will. The action did not run then
     * @throws IllegalStateException if the caller is called by this connection
     */
    boolean endInTurn(Runnable action) {
        if (source == null) {
            closed = true;
        }
        HttpEventSource created = source;
        return created != null
                && created.runInTurn(() -> {
                    action.run();
                    close();
                });
    }

    /** Returns the event of the last opening, for handles that join later. */
    OpenEvent lastOpen() {
        return lastOpen;
    }

    ReadyState readyState() {
        HttpEventSource created = source;
        return created == null ? ReadyState.CONNECTING : created.readyState();
    }

    /** Returns whether the connection is closed and will not be opened again. */
    boolean isEnded() {
        HttpEventSource created = source;
        return closed || (created != null && created.isEnded());
    }

    /** Returns the id after which a new connection resumes; empty if there is none. */
    String lastEventId() {
        HttpEventSource created = source;
        return created == null ? "" : created.lastEventId();
    }

    /** Opens the source immediately if an answer of the server closed it temporarily. */
    void reopen() {
        HttpEventSource created = source;
        if (created != null) {
            created.reopen();
        }
    }

    /** Pauses or resumes the source. */
    void setPaused(boolean nowPaused) {
        paused = nowPaused;
        HttpEventSource created = source;
        if (created != null && nowPaused) {
            created.pause();
        } else if (created != null) {
            created.resume();
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Returns whether there are handles, and all of them are paused. */
    boolean isPausedByHandles() {
        return !handles.isEmpty() && handles.stream().allMatch(HandleReference::isPaused);
    }

    List<HandleReference> handles() {
        return List.copyOf(handles);
    }

    void add(HandleReference handle) {
        handles.add(handle);
    }

    void remove(HandleReference handle) {
        handles.remove(handle);
    }

    boolean isUnused() {
        return handles.isEmpty();
    }

    void close() {
        closed = true;
        end();
    }

    /**
     * Ends the connection because an observer failed. May be called from any thread. The executor dispatches the last
     * event after the event that is being dispatched.
     *
     * @param what what has failed, for the last event
     * @return false if the connection has ended before
     */
    boolean fail(String what, Throwable cause) {
        if (isEnded() || !failed.compareAndSet(false, true)) {
            return false;
        }
        String reason = what + ": " + ForeignText.of(cause);
        lastEvent.set(ErrorEvent.builder(ErrorKind.OBSERVER, ReadyState.CLOSED, reason)
                .cause(cause)
                .build());
        close();
        return true;
    }

    private void end() {
        HttpEventSource created = source;
        if (created != null) {
            created.close();
            Event last = lastEvent.getAndSet(null);
            if (last != null) {
                executor.execute(() -> created.dispatchEvent(last));
            }
        }
    }
}
