package org.eventsource.cdi.extension.streams;

import static java.lang.System.Logger.Level.WARNING;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eventsource.Event;
import org.eventsource.ReadyState;
import org.eventsource.cdi.extension.config.Setting;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.source.LogSettings;
import org.jspecify.annotations.Nullable;

/**
 * One connection for everyone who uses this stream. It is made when a handle or the observers need it, and closed when
 * no handle is on it and nobody observes the stream. After its end it is made anew for the next who needs it.
 */
final class SharedStream {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final StreamSettings settings;
    private final Supplier<SourceBuilder> builders;
    private final Executor executor;
    private final @Nullable StreamObservers observers;
    private final Gate gate;
    private final AtomicInteger holders = new AtomicInteger();
    /** Written under the lock. Nothing blocks under it: clients are made and connections opened outside. */
    private volatile @Nullable StreamConnection current;

    private volatile boolean stopped;

    /**
     * A stream without a connection.
     *
     * @param executor runs application code
     * @param observers null for a stream that only handles use
     */
    SharedStream(
            StreamSettings settings,
            Supplier<SourceBuilder> builders,
            Executor executor,
            @Nullable StreamObservers observers,
            Gate gate) {
        this.settings = settings;
        this.builders = builders;
        this.executor = executor;
        this.observers = observers;
        this.gate = gate;
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
        return settings.get(Setting.WITH_CREDENTIALS);
    }

    String name() {
        return settings.name();
    }

    boolean isStopped() {
        return stopped;
    }

    /** The state of the connection that is there, or that would be made. Does not wait. */
    ReadyState readyState() {
        StreamConnection connection = current;
        if (stopped) {
            return ReadyState.CLOSED;
        }
        return connection == null ? ReadyState.CONNECTING : connection.readyState();
    }

    /** Whether the connection that was made has ended for good. */
    boolean isEnded() {
        StreamConnection connection = current;
        return stopped || (connection != null && connection.isEnded());
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

    void openForObservers() {
        StreamConnection opening = newConnection();
        if (isFirst(opening)) {
            open(opening, builders.get());
        }
    }

    private synchronized boolean isFirst(StreamConnection opening) {
        if (stopped || current != null) {
            return false;
        }
        current = opening;
        return true;
    }

    /**
     * From here on the handle receives what is dispatched. It misses nothing of a connection that it opens.
     *
     * @throws IllegalStateException if there is no connection, and none can be made
     */
    void attach(StreamHandle handle) {
        StreamConnection opening = newConnection();
        StreamConnection joined = join(handle, opening);
        if (joined == opening) {
            open(opening, builders.get());
        } else if (joined != null && joined.readyState() == ReadyState.OPEN) {
            // Some executors run what they have no thread for on the calling thread.
            executor.execute(() -> gate.run(handle::announce));
        }
    }

    /**
     * The connection that the handle is on now; null if it wants none.
     *
     * @param next is joined if there is no connection
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
        return connection;
    }

    private static void join(HandleReference handle, StreamConnection connection) {
        handle.join(connection);
        connection.add(handle);
    }

    /** Under no lock: to make a client may take a second. */
    private void open(StreamConnection opening, SourceBuilder builder) {
        try {
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
     * Opens the stream again if it is closed: at once if it waits for that, with a new connection after an end. All who
     * were on the old connection are on the new one, which resumes after the last event id.
     */
    void reopen() {
        StreamConnection before = current;
        if (before == null) {
            if (isObserved()) {
                openForObservers();
            }
        } else if (!before.isEnded()) {
            before.reopen();
        } else {
            StreamConnection next = newConnection();
            if (replace(before, next)) {
                open(next, builders.get().lastEventId(before.lastEventId()));
            }
        }
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
        return true;
    }

    private StreamConnection newConnection() {
        return new StreamConnection(this::notifyObservers, gate, executor);
    }

    private void notifyObservers(Event event, StreamConnection connection) {
        if (observers != null) {
            observers.notify(event, cause -> {
                if (settings.get(Setting.ON_FAILURE) && connection.fail(cause)) {
                    LOGGER.log(
                            WARNING,
                            "%s: closed for good: an observer failed, and on-failure is close".formatted(name()));
                }
            });
        }
    }

    synchronized void detach(HandleReference handle) {
        StreamConnection connection = handle.connection();
        if (connection == null) {
            return;
        }
        connection.remove(handle);
        if (connection.isUnused() && !isObserved()) {
            connection.close();
        }
    }

    /** No call into the application begins from here on. */
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

    /** Waits for the calls into the application that still run; false if some do not end in time. */
    boolean awaitEnd(Duration time) {
        return gate.awaitEnd(time);
    }
}
