package org.eventsource.cdi.extension.observers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bean of the application. Its instance is created on first use and destroyed once. */
public final class ApplicationBean<T> implements AutoCloseable {

    private final String place;
    private final @Nullable ClassLoader module;
    private final Supplier<T> create;
    private final Runnable destroy;
    private @Nullable T instance;

    /**
     * @param place names the bean in messages
     * @param module the class loader of the module that declares the bean; null if all modules have one
     * @param create is called at most once
     * @param destroy is called only after {@code create}
     */
    public ApplicationBean(String place, @Nullable ClassLoader module, Supplier<T> create, Runnable destroy) {
        this.place = place;
        this.module = module;
        this.create = create;
        this.destroy = destroy;
    }

    /** Returns the place of the bean for messages. */
    public String place() {
        return place;
    }

    /** Returns whether the module that declares the bean has this class, too. */
    boolean isInModuleOf(Class<?> type) {
        return module != null && module == type.getClassLoader();
    }

    /** Returns the instance. It is created at the first call. */
    public synchronized T get() {
        if (instance == null) {
            instance = create.get();
        }
        return instance;
    }

    /** Calls {@code destroy} if the instance was created. */
    @Override
    public synchronized void close() {
        if (instance != null) {
            instance = null;
            destroy.run();
        }
    }
}
