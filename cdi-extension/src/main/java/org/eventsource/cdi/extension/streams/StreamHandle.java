package org.eventsource.cdi.extension.streams;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.ListeningSource;
import org.eventsource.impl.dispatch.Turn;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.spi.ForeignText;

/** What is injected: a source of its own to its owner, over the connection that all of them share. */
final class StreamHandle extends ListeningSource implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final SharedStream stream;
    private final StreamRegistry registry;
    private final HandleReference reference = new HandleReference(this);

    /** Held while listeners are called. */
    private final Turn turn = new Turn();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean passivated = new AtomicBoolean();

    /** Whether the last event about the connection's state that this handle dispatched is {@code open}. */
    private volatile boolean announced;

    /**
     * A handle that is not attached yet.
     *
     * @param listeners are copied
     * @param registry has counted this handle as a holder of the stream
     */
    StreamHandle(SharedStream stream, Listeners listeners, StreamRegistry registry) {
        super(listeners.copy((event, failure, reports) -> reports.log(
                LOGGER,
                "%s: a listener failed at an event of type \"%s\"; the stream goes on"
                        .formatted(stream.name(), ForeignText.of(event.type())),
                failure)));
        this.stream = stream;
        this.registry = registry;
    }

    /** Whether the next listener attaches it. */
    boolean isWaiting() {
        return reference.connection() == null && !closed.get();
    }

    HandleReference reference() {
        return reference;
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
        StreamConnection joined = reference.connection();
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
                "a listener or the library failed: " + cause,
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
        StreamConnection joined = reference.connection();
        if (joined == null) {
            return stream.isStopped() ? ReadyState.CLOSED : ReadyState.CONNECTING;
        }
        ReadyState state = joined.readyState();
        return state == ReadyState.OPEN && !announced ? ReadyState.CONNECTING : state;
    }

    @Override
    protected void listenerAdded() {
        attach();
    }

    /** Has it receive from here on. */
    void attach() {
        if (isWaiting()) {
            registry.attach(() -> stream.attach(this));
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
        close(closed, stream, reference, registry);
    }

    /** Does not need the handle, which may be gone. */
    private static void close(
            AtomicBoolean closed, SharedStream stream, HandleReference reference, StreamRegistry registry) {
        if (closed.compareAndSet(false, true)) {
            stream.detach(reference);
            registry.released(stream);
        }
    }

    /**
     * A handle in a passivated bean comes back without listeners, not attached. The bean may stay in use here, as where
     * sessions are replicated, or the container may drop it: then this handle is closed once it was collected.
     */
    private Object writeReplace() throws NotSerializableException {
        PassivatedHandle stored = PassivatedHandle.of(stream);
        if (passivated.compareAndSet(false, true)) {
            closeWhenGone(closed, stream, reference, registry);
        }
        return stored;
    }

    private void closeWhenGone(AtomicBoolean isClosed, SharedStream held, HandleReference place, StreamRegistry owner) {
        owner.whenGone(this, () -> close(isClosed, held, place, owner));
        place.weaken();
    }

    @Override
    public String toString() {
        return "EventSource[%s, %s]".formatted(stream.name(), readyState());
    }
}
