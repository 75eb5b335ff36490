package org.eventsource.cdi.extension;

import java.net.URI;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eventsource.Event;
import org.eventsource.ReadyState;
import org.eventsource.impl.SourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The application's one connection for a key: made when a handle or the observers ask for it, closed when nobody holds
 * it, made anew for whoever asks after its end.
 */
final class SharedStream {

    private final StreamSettings settings;
    private final Supplier<SourceBuilder> builders;
    private final Executor executor;
    private final StreamObservers observers;
    private final Dispatches dispatches;

    private @Nullable StreamConnection current;
    private volatile boolean stopped;

    /** With an executor that runs application code. */
    SharedStream(
            StreamSettings settings,
            Supplier<SourceBuilder> builders,
            Executor executor,
            StreamObservers observers,
            Dispatches dispatches) {
        this.settings = settings;
        this.builders = builders;
        this.executor = executor;
        this.observers = observers;
        this.dispatches = dispatches;
    }

    String key() {
        return settings.key();
    }

    URI url() {
        return settings.url();
    }

    boolean withCredentials() {
        return settings.withCredentials();
    }

    String name() {
        return settings.name();
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isObserved() {
        return observers.askForStream();
    }

    synchronized void openForObservers() {
        if (!stopped && current == null) {
            open(new StreamConnection(listener(), dispatches));
        }
    }

    /** From here on the handle receives what is dispatched; it misses nothing of a connection that it opens. */
    void attach(StreamHandle handle) {
        // Not under the lock: some executors run what they have no thread for on the caller's.
        if (join(handle)) {
            executor.execute(() -> dispatches.run(handle::announce));
        }
    }

    /** Says whether the connection is one that was open before. */
    private synchronized boolean join(StreamHandle handle) {
        if (stopped || !handle.isWaiting()) {
            return false;
        }
        StreamConnection connection = current;
        if (connection == null || connection.readyState() == ReadyState.CLOSED) {
            openFor(handle);
            return false;
        }
        join(handle, connection);
        return connection.readyState() == ReadyState.OPEN;
    }

    private void openFor(StreamHandle handle) {
        StreamConnection opening = new StreamConnection(listener(), dispatches);
        join(handle, opening);
        try {
            open(opening);
        } catch (RuntimeException | Error e) {
            handle.join(null);
            throw e;
        }
    }

    private static void join(StreamHandle handle, StreamConnection connection) {
        handle.join(connection);
        connection.add(handle);
    }

    private void open(StreamConnection connection) {
        connection.open(builders.get());
        current = connection;
    }

    private Consumer<Event> listener() {
        StreamLog log = new StreamLog(name(), settings.startupGrace());
        return event -> {
            log.tell(event);
            observers.notify(event);
        };
    }

    synchronized void detach(StreamHandle handle) {
        StreamConnection connection = handle.connection();
        if (connection == null) {
            return;
        }
        connection.remove(handle);
        if (connection.isUnused() && !observers.askForStream()) {
            connection.close();
        }
    }

    synchronized void stop() {
        stopped = true;
        observers.stop();
        if (current != null) {
            current.close();
        }
    }
}
