package org.eventsource.cdi.extension.threads;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The container's executor, which listeners run on.
 *
 * @param close shuts the executor down if this library created it; no task runs afterwards
 */
record ListenerExecutor(Executor executor, Runnable close) {

    private static final System.Logger LOGGER = System.getLogger(ListenerExecutor.class.getPackageName());

    /**
     * Looks up the container's executor and makes its tasks run in this context. If there is none, an executor of
     * MicroProfile Context Propagation is created.
     */
    static Optional<ListenerExecutor> find(StartContext context) {
        return Naming.lookup("java:comp/DefaultManagedExecutorService", Executor.class)
                .map(executor -> new ListenerExecutor(context.tasksOf(executor), () -> {}))
                .or(() -> propagation().map(ListenerExecutor::of));
    }

    /**
     * Sets the class loader of the calling thread: the threads have the class loader of the code that started them, or
     * none.
     */
    private static ListenerExecutor of(ExecutorService propagation) {
        return new ListenerExecutor(ApplicationLoader.ofCaller(propagation), propagation::shutdown);
    }

    /** Loads the class by name. The API may be absent, or it may have no implementation. */
    private static Optional<ExecutorService> propagation() {
        try {
            return Optional.of(
                    (ExecutorService) Class.forName(ListenerExecutor.class.getPackageName() + ".PropagationThreads")
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
