package org.eventsource.cdi.extension.threads;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The executors that streams are configured with, whose threads work in the context of the application's start. */
public final class NamedExecutors {

    private final Map<String, NamedExecutor> executors = new ConcurrentHashMap<>();
    private final ContainerThreads threads;

    public NamedExecutors(ContainerThreads threads) {
        this.threads = threads;
    }

    /** The executor of that name in JNDI, which is looked up when first needed. */
    public NamedExecutor get(String name) {
        return executors.computeIfAbsent(
                name,
                absent -> new NamedExecutor(
                        absent,
                        executor -> task -> threads.context().tasksOf(executor).execute(task)));
    }
}
