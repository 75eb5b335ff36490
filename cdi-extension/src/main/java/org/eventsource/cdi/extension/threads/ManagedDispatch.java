package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The container's threads as those that listeners run on.
 *
 * @param close gives back what was made to be given back; nothing runs any more
 */
record ManagedDispatch(Executor executor, Runnable close) {

    private static final System.Logger LOGGER = System.getLogger(ManagedDispatch.class.getPackageName());

    /** Looks the container's executor up, whose threads work in that context, else one by MicroProfile. */
    static Optional<ManagedDispatch> find(StartContext context) {
        return Naming.lookup("java:comp/DefaultManagedExecutorService", Executor.class)
                .map(executor -> new ManagedDispatch(context.tasksOf(executor), () -> {}))
                .or(() -> propagation().map(ManagedDispatch::of));
    }

    /** Its threads have the class loader of whoever had them started, or none. */
    private static ManagedDispatch of(ExecutorService propagation) {
        return new ManagedDispatch(ApplicationLoader.ofCaller(propagation), propagation::shutdown);
    }

    /** By name, as the API may be absent, and one that is there may have no implementation. */
    private static Optional<ExecutorService> propagation() {
        try {
            return Optional.of(
                    (ExecutorService) Class.forName(ManagedDispatch.class.getPackageName() + ".PropagationThreads")
                            .asSubclass(Supplier.class)
                            .getDeclaredConstructor()
                            .newInstance()
                            .get());
        } catch (ReflectiveOperationException | LinkageError | ServiceConfigurationError | IllegalStateException e) {
            LOGGER.log(DEBUG, "No threads by MicroProfile Context Propagation: " + e);
            return Optional.empty();
        }
    }
}
