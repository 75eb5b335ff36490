package org.eventsource.cdi.extension.threads;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The executors that are configured for streams. Their tasks run in the context of the application's start. */
public final class NamedExecutors {

    private final Map<String, NamedExecutor> executors = new ConcurrentHashMap<>();
    private final ContainerThreads threads;

    public NamedExecutors(ContainerThreads threads) {
        this.threads = threads;
    }

    /** Returns the executor with this JNDI name, which is looked up on first use. */
    public NamedExecutor get(String name) {
        return executors.computeIfAbsent(
                name,
                absent -> new NamedExecutor(
                        absent,
                        executor -> task -> threads.context().tasksOf(executor).execute(task)));
    }
}
