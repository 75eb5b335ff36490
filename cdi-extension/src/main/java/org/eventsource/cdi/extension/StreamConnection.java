package org.eventsource.cdi.extension;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.jspecify.annotations.Nullable;

/** One source from its opening to its end, and the handles on it. Changed by its stream alone, under a lock. */
final class StreamConnection {

    private final List<StreamHandle> handles = new CopyOnWriteArrayList<>();
    private final Consumer<Event> observers;
    private final Dispatches dispatches;

    /** Null until {@link EventSource.Builder#open()} returns, which events may precede. */
    private volatile @Nullable EventSource source;

    StreamConnection(Consumer<Event> observers, Dispatches dispatches) {
        this.observers = observers;
        this.dispatches = dispatches;
    }

    void open(EventSource.Builder builder) {
        source = builder.addEventListener(Event.class, this::dispatch).open();
    }

    private void dispatch(Event event) {
        dispatches.run(() -> {
            observers.accept(event);
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
        requireNonNull(source).close();
    }
}
