package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.eventsource.impl.Threads;
import org.eventsource.impl.transport.BlockingThreads;
import org.jspecify.annotations.Nullable;

/**
 * Provides the container's managed threads if there are any, otherwise the library's own. They are looked up for the
 * last time when the application starts: some containers have no JNDI names when it stops. A caller that needs threads
 * before the start uses the threads that are found at that time, and the final threads after the start.
 */
public final class ContainerThreads implements Threads {

    private static final System.Logger LOGGER = System.getLogger(ContainerThreads.class.getPackageName());

    private final Threads own = Threads.own();
    private @Nullable Choice choice;
    private boolean chosen;

    private record Choice(
            StartContext context, Optional<ListenerExecutor> listeners, Optional<BlockingThreads> blocking) {}

    /** Looks the threads up and uses them until the application stops. */
    public synchronized void choose() {
        if (!chosen) {
            close();
            choice = find();
            chosen = true;
        }
    }

    private synchronized Choice choice() {
        if (choice == null) {
            choice = find();
        }
        return choice;
    }

    private static Choice find() {
        StartContext context = StartContext.ofCaller();
        Choice found = new Choice(context, ListenerExecutor.find(context), ManagedBlockingThreads.find(context));
        LOGGER.log(
                DEBUG,
                "Listeners and observers of streams run on %s threads, streams are read on %s threads"
                        .formatted(owner(found.listeners), owner(found.blocking)));
        return found;
    }

    private static String owner(Optional<?> managed) {
        return managed.isPresent() ? "the container's" : "the library's";
    }

    /** Shuts down the executor that this library created, if any. It rejects tasks afterwards. */
    public synchronized void close() {
        if (choice != null) {
            choice.listeners.ifPresent(executor -> executor.close().run());
        }
    }

    /** Returns the context of the application's start. */
    StartContext context() {
        return choice().context;
    }

    /**
     * Returns the executor. The library's own threads have the class loader of the thread that calls this method, not
     * of the thread that submits a task.
     */
    @Override
    public Executor executor() {
        Executor ours = own.executor();
        return isChosen() ? managedOr(ours) : task -> managedOr(ours).execute(task);
    }

    private synchronized boolean isChosen() {
        return chosen;
    }

    private Executor managedOr(Executor ours) {
        return choice().listeners.map(ListenerExecutor::executor).orElse(ours);
    }

    @Override
    public BlockingThreads blocking() {
        return choice().blocking.orElseGet(own::blocking);
    }
}
