package org.eventsource.cdi.extension;

import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eventsource.Event;
import org.eventsource.ReadyState;
import org.eventsource.impl.SourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One connection for whoever holds this stream: made when a handle or the observers ask for it, closed when no handle
 * is on it and nobody observes, made anew for whoever asks after its end.
 */
final class SharedStream {

    private final StreamSettings settings;
    private final Supplier<SourceBuilder> builders;
    private final Executor executor;
    private final @Nullable StreamObservers observers;
    private final Dispatches dispatches;
    private final AtomicInteger holders = new AtomicInteger();

    private @Nullable StreamConnection current;
    private volatile boolean stopped;

    /** With an executor that runs application code, and with observers unless the stream is of handles alone. */
    SharedStream(
            StreamSettings settings,
            Supplier<SourceBuilder> builders,
            Executor executor,
            @Nullable StreamObservers observers,
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

    /** Whether its path has values that were given at run time. */
    boolean hasPathValues() {
        return settings.location().hasNames();
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

    /** As of the connection that is there, or that would be made. */
    synchronized ReadyState readyState() {
        StreamConnection connection = current;
        if (stopped) {
            return ReadyState.CLOSED;
        }
        return connection == null ? ReadyState.CONNECTING : connection.readyState();
    }

    boolean isObserved() {
        return observers != null && observers.askForStream();
    }

    /** One more has a handle. */
    void hold() {
        holders.incrementAndGet();
    }

    /** One fewer has a handle. */
    void release() {
        holders.decrementAndGet();
    }

    boolean isHeld() {
        return holders.get() > 0;
    }

    synchronized void openForObservers() {
        if (!stopped && current == null) {
            open(newConnection());
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
        StreamConnection opening = newConnection();
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

    private StreamConnection newConnection() {
        StreamLog log = new StreamLog(name(), settings.startupGrace());
        return new StreamConnection((event, connection) -> hear(event, connection, log), dispatches, executor);
    }

    private void hear(Event event, StreamConnection connection, StreamLog log) {
        log.tell(event);
        if (observers != null) {
            observers.notify(event, cause -> {
                if (settings.options().closeOnFailure()) {
                    connection.fail(cause);
                }
            });
        }
    }

    synchronized void detach(StreamHandle handle) {
        StreamConnection connection = handle.connection();
        if (connection == null) {
            return;
        }
        connection.remove(handle);
        if (connection.isUnused() && !isObserved()) {
            connection.close();
        }
    }

    synchronized void stop() {
        stopped = true;
        if (observers != null) {
            observers.stop();
        }
        if (current != null) {
            current.close();
        }
    }
}
