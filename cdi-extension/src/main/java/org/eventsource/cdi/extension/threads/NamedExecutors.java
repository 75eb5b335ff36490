package org.eventsource.cdi.extension.threads;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The executors that are configured for streams. Their tasks run in the context of the application's start. */
public final class NamedExecutors {

    private final Map<String, NamedExecutor> executors = new ConcurrentHashMap<>();
    private final ContainerThreads threads;

    public NamedExecutors(ContainerThreads threads) {
        this.threads = threads;
    }

    /** Returns the executor with this JNDI name, which is looked up on first use. */
    public Executor get(String name) {
        return named(name);
    }

    /**
     * Returns the executor with this JNDI name, looked up already.
     *
     * @throws IllegalStateException if JNDI has no executor of that name
     */
    public Executor bound(String name) {
        return named(name).bound();
    }

    /** Returns whether JNDI has an executor of that name. */
    public boolean isBound(String name) {
        return named(name).isBound();
    }

    private NamedExecutor named(String name) {
        return executors.computeIfAbsent(
                name,
                absent -> new NamedExecutor(
                        absent,
                        executor -> task -> threads.context().tasksOf(executor).execute(task)));
    }
}
