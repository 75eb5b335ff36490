package org.eventsource.cdi.extension.observers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bean of the application. Its instance is created at its first use, and destroyed once. */
public final class ApplicationBean<T> implements AutoCloseable {

    private final String place;
    private final Supplier<T> create;
    private final Runnable destroy;
    private @Nullable T instance;

    /**
     * @param place names the bean in messages
     * @param create is called at most once
     * @param destroy is called after {@code create} only
     */
    public ApplicationBean(String place, Supplier<T> create, Runnable destroy) {
        this.place = place;
        this.create = create;
        this.destroy = destroy;
    }

    String place() {
        return place;
    }

    synchronized T get() {
        if (instance == null) {
            instance = create.get();
        }
        return instance;
    }

    /** Destroys the instance if it was created and has no scope that does it. */
    @Override
    public synchronized void close() {
        if (instance != null) {
            instance = null;
            destroy.run();
        }
    }
}
