package org.eventsource.cdi.extension.streams;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.dispatch.ListenerFailures;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.ListeningSource;
import org.eventsource.impl.dispatch.Turn;
import org.eventsource.impl.state.Failure;
import org.eventsource.spi.ForeignText;

/** The source that is injected. Each injection has its own handle. The handles of a stream share its connection. */
final class StreamHandle extends ListeningSource implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SharedStream stream;
    private final StreamRegistry registry;
    private final ListenerFailures failures;
    private final HandleReference reference = new HandleReference(this);

    /** Serializes the calls of listeners. */
    private final Turn turn = new Turn();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean passivated = new AtomicBoolean();

    /** Whether {@code open} is the last event about the connection's state that this handle dispatched. */
    private volatile boolean announced;

    /**
     * @param listeners are copied
     * @param registry has counted this handle as a holder of the stream
     */
    StreamHandle(SharedStream stream, Listeners listeners, StreamRegistry registry) {
        this(stream, listeners, registry, stream.failuresOfListeners());
    }

    private StreamHandle(SharedStream stream, Listeners listeners, StreamRegistry registry, ListenerFailures failures) {
        super(listeners.copy(failures));
        this.stream = stream;
        this.failures = failures;
        this.registry = registry;
    }

    /** Returns whether the handle is not attached and not closed. The next listener attaches it. */
    boolean isWaiting() {
        return reference.connection() == null && !closed.get();
    }

    HandleReference reference() {
        return reference;
    }

    /**
     * Dispatches an event of the connection. The caller runs in the turn of the connection, which a
     * {@link VirtualMachineError} ends.
     */
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

    /** Like {@link #receive}, for a message that is delivered again if it is not handled. */
    Outcome handle(MessageEvent message) {
        Outcome[] outcome = new Outcome[1];
        turn.run(() -> outcome[0] = handleInTurn(message));
        return outcome[0];
    }

    private Outcome handleInTurn(MessageEvent message) {
        announceOnce();
        failures.begin();
        boolean delivered = deliver(message);
        Throwable thrown = failures.end();
        if (thrown == null) {
            return delivered ? Outcome.DONE : Outcome.STOPPED;
        }
        return new Outcome.Broken(Failure.of(
                ErrorKind.LISTENER,
                "a listener failed, and the message is delivered again: " + ForeignText.of(thrown),
                thrown));
    }

    /** Dispatches {@code open} if the connection was open before this handle joined it. */
    void announce() {
        inTurn(this::announceOnce);
    }

    private void announceOnce() {
        StreamConnection joined = reference.connection();
        if (!announced && joined != null && joined.readyState() == ReadyState.OPEN) {
            announced = true;
            deliver(joined.lastOpen());
        }
    }

    /** Returns false if the handle is closed. */
    private boolean deliver(Event event) {
        if (closed.get()) {
            return false;
        }
        listeners().dispatch(event.withTarget(this));
        return true;
    }

    /**
     * Runs an action that the connection did not cause. A {@link VirtualMachineError} ends only this handle. A
     * {@link StackOverflowError} is thrown to the caller, who caused it.
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
        String reason = "a listener or the library failed: " + ForeignText.of(cause);
        ErrorEvent event = ErrorEvent.builder(ErrorKind.LISTENER, ReadyState.CLOSED, reason)
                .cause(cause)
                .build();
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
    public String lastEventId() {
        StreamConnection joined = reference.connection();
        return joined == null ? stream.lastEventId() : joined.lastEventId();
    }

    @Override
    protected void listenerAdded() {
        attach();
    }

    /** Attaches the handle to the stream, so that it receives events. */
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
    public void pause() {
        setPaused(true);
    }

    @Override
    public void resume() {
        setPaused(false);
    }

    private void setPaused(boolean nowPaused) {
        reference.setPaused(nowPaused);
        stream.applyPause();
    }

    @Override
    public void close() {
        close(closed, stream, reference, registry);
    }

    /** Closes a handle without a reference to it, because the handle may have been collected. */
    private static void close(
            AtomicBoolean closed, SharedStream stream, HandleReference reference, StreamRegistry registry) {
        if (closed.compareAndSet(false, true)) {
            stream.detach(reference);
            registry.released(stream);
        }
    }

    /**
     * Returns the object that is stored for a handle of a passivated bean. It is restored without listeners and not
     * attached. The bean may stay in use here, for example where sessions are replicated. If the container drops the
     * bean, this handle is closed after it was collected.
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
