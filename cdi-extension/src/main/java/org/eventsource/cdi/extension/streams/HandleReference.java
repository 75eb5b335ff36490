package org.eventsource.cdi.extension.streams;

import java.lang.ref.WeakReference;
import org.eventsource.Event;
import org.jspecify.annotations.Nullable;

/**
 * The place of a handle on its connection. It keeps the handle, and with its listeners the application's beans,
 * reachable. Once the handle was passivated, the application alone does that: the container may have dropped the bean
 * without destroying it.
 */
final class HandleReference {

    private final WeakReference<StreamHandle> weak;
    private volatile @Nullable StreamHandle strong;
    /** The connection that the handle receives events from. */
    private volatile @Nullable StreamConnection connection;

    HandleReference(StreamHandle handle) {
        this.weak = new WeakReference<>(handle);
        this.strong = handle;
    }

    void receive(Event event) {
        StreamHandle kept = strong;
        StreamHandle handle = kept == null ? weak.get() : kept;
        if (handle != null) {
            handle.receive(event);
        }
    }

    /** From here on the application alone keeps the handle reachable. */
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
