package org.eventsource.cdi.extension;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.jspecify.annotations.Nullable;

/** One source from its opening to its end, and the handles on it. Changed by its stream alone, under a lock. */
final class StreamConnection {

    private final List<StreamHandle> handles = new CopyOnWriteArrayList<>();
    private final BiConsumer<Event, StreamConnection> observers;
    private final Dispatches dispatches;
    private final Executor executor;

    /** Null until {@link EventSource.Builder#open()} returns, which events may precede. */
    private volatile @Nullable EventSource source;

    private volatile boolean closed;
    private final AtomicBoolean failed = new AtomicBoolean();

    /** What is still to be told of a connection that was ended here. */
    private final AtomicReference<@Nullable Event> lastEvent = new AtomicReference<>();

    /** With an executor that runs application code. */
    StreamConnection(BiConsumer<Event, StreamConnection> observers, Dispatches dispatches, Executor executor) {
        this.observers = observers;
        this.dispatches = dispatches;
        this.executor = executor;
    }

    void open(EventSource.Builder builder) {
        source = builder.addEventListener(Event.class, this::dispatch).open();
        if (closed) {
            end();
        }
    }

    private void dispatch(Event event) {
        dispatches.run(() -> {
            observers.accept(event, this);
            handles.forEach(handle -> handle.receive(event));
        });
    }

    ReadyState readyState() {
        EventSource opened = source;
        return opened == null ? ReadyState.CONNECTING : opened.readyState();
    }

    void add(StreamHandle handle) {
        handles.add(handle);
    }

    void remove(StreamHandle handle) {
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
     * Ends the connection as its observers cannot go on. From any thread; those on it are told by the executor, once
     * what is being dispatched has reached them.
     */
    void fail(Throwable cause) {
        if (closed || readyState() == ReadyState.CLOSED || !failed.compareAndSet(false, true)) {
            return;
        }
        lastEvent.set(ErrorEvent.of(
                ReadyState.CLOSED,
                "an observer failed, and on-failure is close: " + cause,
                OptionalInt.empty(),
                Optional.of(cause),
                Optional.empty()));
        close();
    }

    private void end() {
        EventSource opened = source;
        if (opened != null) {
            opened.close();
            Event last = lastEvent.getAndSet(null);
            if (last != null) {
                executor.execute(() -> opened.dispatchEvent(last));
            }
        }
    }
}
