package org.eventsource.cdi.extension.streams;

import java.lang.ref.WeakReference;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.impl.cursor.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The reference of a connection to a handle. It makes the handle strongly reachable, with its listeners and their
 * beans. After the handle was passivated, the reference is weak: the container may have dropped the bean without
 * destroying it.
 */
final class HandleReference {

    private final WeakReference<StreamHandle> weak;
    private volatile @Nullable StreamHandle strong;
    /** The connection whose events the handle receives. */
    private volatile @Nullable StreamConnection connection;

    /** Whether the handle wants no messages now. */
    private volatile boolean paused;

    HandleReference(StreamHandle handle) {
        this.weak = new WeakReference<>(handle);
        this.strong = handle;
    }

    void receive(Event event) {
        StreamHandle handle = handle();
        if (handle != null) {
            handle.receive(event);
        }
    }

    /** Passes a message on, which is delivered again if it is not handled. */
    Outcome handle(MessageEvent message) {
        StreamHandle handle = handle();
        return handle == null ? Outcome.STOPPED : handle.handle(message);
    }

    private @Nullable StreamHandle handle() {
        StreamHandle strongHandle = strong;
        return strongHandle == null ? weak.get() : strongHandle;
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean nowPaused) {
        paused = nowPaused;
    }

    /** Makes the reference weak. */
    void weaken() {
        strong = null;
    }

    @Nullable
    StreamConnection connection() {
        return connection;
    }

    void join(@Nullable StreamConnection joined) {
        connection = joined;
    }
}
