package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.eventsource.impl.Threads;
import org.eventsource.impl.transport.BlockingThreads;
import org.jspecify.annotations.Nullable;

/**
 * The container's managed threads where it has some, else the library's own. Looked up for good when the application
 * starts: some containers have no names left when it stops. What needs threads before the start gets those that can be
 * found by then, and the others from the start on.
 */
public final class ContainerThreads implements Threads {

    private static final System.Logger LOGGER = System.getLogger(ContainerThreads.class.getPackageName());

    private final Threads own = Threads.own();
    private @Nullable Choice choice;
    private boolean chosen;

    private record Choice(
            StartContext context, Optional<ManagedDispatch> dispatch, Optional<BlockingThreads> readers) {}

    /** Chooses what is there now, for as long as the application runs. */
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
        Choice found = new Choice(context, ManagedDispatch.find(context), ManagedReaders.find(context));
        LOGGER.log(
                DEBUG,
                "Listeners and observers of streams run on %s threads, streams are read on %s threads"
                        .formatted(owner(found.dispatch), owner(found.readers)));
        return found;
    }

    private static String owner(Optional<?> managed) {
        return managed.isPresent() ? "the container's" : "the library's";
    }

    /** Gives back what was made to be given back; no task is handed over from here on. */
    public synchronized void close() {
        if (choice != null) {
            choice.dispatch.ifPresent(dispatch -> dispatch.close().run());
        }
    }

    /** The context of the application's start. */
    StartContext context() {
        return choice().context;
    }

    /** The library's own have the class loader of the calling thread, and not of whoever hands a task over later. */
    @Override
    public Executor executor() {
        Executor ours = own.executor();
        return isChosen() ? managedOr(ours) : task -> managedOr(ours).execute(task);
    }

    private synchronized boolean isChosen() {
        return chosen;
    }

    private Executor managedOr(Executor ours) {
        return choice().dispatch.map(ManagedDispatch::executor).orElse(ours);
    }

    @Override
    public BlockingThreads blocking() {
        return choice().readers.orElseGet(own::blocking);
    }
}
