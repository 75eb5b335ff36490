package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.eventsource.impl.Threads;
import org.eventsource.impl.rest.Readers;
import org.jspecify.annotations.Nullable;

/**
 * The container's managed threads where it has some, else the library's own. Looked up once, when the application
 * starts: some containers have no names left when it stops.
 */
final class ContainerThreads implements Threads {

    private static final System.Logger LOGGER = System.getLogger(ContainerThreads.class.getPackageName());

    private final Threads own = Threads.own();
    private @Nullable Choice choice;

    private record Choice(StartContext context, Optional<ManagedDispatch> dispatch, Optional<Readers> readers) {}

    /** What is there now. */
    void choose() {
        choice();
    }

    private synchronized Choice choice() {
        if (choice == null) {
            StartContext context = StartContext.ofCaller();
            choice = new Choice(context, ManagedDispatch.find(context), ManagedReaders.find(context));
            LOGGER.log(
                    DEBUG,
                    "Listeners and observers of streams run on %s threads, streams are read on %s threads"
                            .formatted(owner(choice.dispatch), owner(choice.readers)));
        }
        return choice;
    }

    private static String owner(Optional<?> managed) {
        return managed.isPresent() ? "the container's" : "the library's";
    }

    /** Gives back what was made to be given back; nothing runs any more. */
    synchronized void close() {
        if (choice != null) {
            choice.dispatch.ifPresent(dispatch -> dispatch.close().run());
        }
    }

    /** That of the application's start. */
    StartContext context() {
        return choice().context;
    }

    @Override
    public Executor dispatch() {
        return choice().dispatch.map(ManagedDispatch::executor).orElseGet(own::dispatch);
    }

    @Override
    public Readers readers() {
        return choice().readers.orElseGet(own::readers);
    }
}
