package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.WARNING;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.ListeningSource;
import org.eventsource.impl.dispatch.Turn;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** What is injected: a source of its own to its owner, over the connection that all of them share. */
final class StreamHandle extends ListeningSource implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(StreamHandle.class.getPackageName());

    private final SharedStream stream;
    private final Executor attachments;
    private final Consumer<SharedStream> release;

    /** Held while listeners are called. */
    private final Turn turn = new Turn();

    private volatile @Nullable StreamConnection connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Whether the last that this handle heard of the connection's state is that it is open. */
    private volatile boolean announced;

    /**
     * With what it begins with.
     *
     * @param attachments runs attachments, or keeps them until the application has begun to run
     * @param release called once, when this handle is closed
     */
    StreamHandle(SharedStream stream, Listeners listeners, Executor attachments, Consumer<SharedStream> release) {
        super(listeners.copy((event, failure) -> logFailure(stream, event, failure)));
        this.stream = stream;
        this.attachments = attachments;
        this.release = release;
    }

    private static void logFailure(SharedStream stream, Event event, Throwable failure) {
        LOGGER.log(
                WARNING,
                "A listener of %s failed at an event of type \"%s\"; the stream goes on"
                        .formatted(stream.name(), ForeignText.of(event.type())),
                failure);
    }

    /** Whether the next listener attaches it. */
    boolean isWaiting() {
        return connection == null && !closed.get();
    }

    void join(@Nullable StreamConnection joined) {
        connection = joined;
    }

    @Nullable
    StreamConnection connection() {
        return connection;
    }

    /** In the turn of the connection, which ends by a {@link VirtualMachineError}. */
    void receive(Event event) {
        turn.run(() -> {
            if (event instanceof MessageEvent) {
                announceOnce();
                deliver(event);
            } else if (!(event instanceof OpenEvent && announced)) {
                announced = event instanceof OpenEvent;
                deliver(event);
            }
        });
    }

    /** Tells of a connection that was open before this handle came. */
    void announce() {
        inTurn(this::announceOnce);
    }

    private void announceOnce() {
        StreamConnection joined = connection;
        if (!announced && joined != null && joined.readyState() == ReadyState.OPEN) {
            announced = true;
            deliver(OpenEvent.of());
        }
    }

    private void deliver(Event event) {
        if (!closed.get()) {
            listeners().dispatch(event.withTarget(this));
        }
    }

    /**
     * Runs what the connection did not cause. A {@link VirtualMachineError} ends this handle alone; a stack that is too
     * deep is the caller's fault.
     */
    private void inTurn(Runnable action) {
        turn.run(() -> {
            try {
                action.run();
            } catch (StackOverflowError e) {
                throw e;
            } catch (VirtualMachineError e) {
                end(e);
            }
        });
    }

    private void end(VirtualMachineError cause) {
        close();
        ErrorEvent event = ErrorEvent.of(
                ReadyState.CLOSED,
                "a listener, or what called it, failed: " + cause,
                OptionalInt.empty(),
                Optional.of(cause),
                Optional.empty());
        listeners().dispatch(event.withTarget(this));
    }

    @Override
    public URI url() {
        return stream.url();
    }

    @Override
    public boolean withCredentials() {
        return stream.withCredentials();
    }

    @Override
    public ReadyState readyState() {
        if (closed.get()) {
            return ReadyState.CLOSED;
        }
        StreamConnection joined = connection;
        if (joined == null) {
            return stream.isStopped() ? ReadyState.CLOSED : ReadyState.CONNECTING;
        }
        ReadyState state = joined.readyState();
        return state == ReadyState.OPEN && !announced ? ReadyState.CONNECTING : state;
    }

    @Override
    protected void listened() {
        attach();
    }

    /** Has it receive from here on. */
    void attach() {
        if (isWaiting()) {
            attachments.execute(() -> stream.attach(this));
        }
    }

    @Override
    public boolean dispatchEvent(Event event) {
        Event dispatched = event.withTarget(this);
        inTurn(() -> listeners().dispatch(dispatched));
        return true;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stream.detach(this);
            release.accept(stream);
        }
    }

    /** Listeners are code and a connection is of one machine: what comes back is as new. */
    private Object writeReplace() throws NotSerializableException {
        return PassivatedHandle.of(stream);
    }

    @Override
    public String toString() {
        return "EventSource[%s, %s]".formatted(stream.name(), readyState());
    }
}
