package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.DEBUG;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
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
    private final Map<String, NamedExecutor> named = new ConcurrentHashMap<>();
    private boolean chosen;
    private @Nullable Executor managedDispatch;
    private @Nullable ExecutorService propagation;
    private @Nullable Readers managedReaders;

    synchronized void choose() {
        if (chosen) {
            return;
        }
        chosen = true;
        managedDispatch = Naming.lookup("java:comp/DefaultManagedExecutorService", Executor.class)
                .orElseGet(this::propagation);
        managedReaders = Naming.lookup("java:comp/DefaultManagedThreadFactory", ThreadFactory.class)
                .map(factory -> new Readers(factory, isVirtual(factory)))
                .orElse(null);
        LOGGER.log(
                DEBUG,
                "Listeners and observers of streams run on %s threads, streams are read on %s threads"
                        .formatted(
                                managedDispatch == null ? "the library's" : "the container's",
                                managedReaders == null ? "the library's" : "the container's"));
    }

    /** By name, as the API may be absent, and one that is there may have no implementation. */
    private @Nullable Executor propagation() {
        try {
            propagation = (ExecutorService) Class.forName(getClass().getPackageName() + ".PropagationThreads")
                    .asSubclass(Supplier.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .get();
        } catch (ReflectiveOperationException | LinkageError | IllegalStateException e) {
            LOGGER.log(DEBUG, "No threads by MicroProfile Context Propagation: " + e);
        }
        return propagation;
    }

    /** Gives back what was made to be given back; nothing runs any more. */
    synchronized void close() {
        if (propagation != null) {
            propagation.shutdown();
        }
    }

    /** The executor of that name in JNDI, which is looked up when first needed. */
    NamedExecutor named(String name) {
        return named.computeIfAbsent(name, NamedExecutor::new);
    }

    @Override
    public Executor dispatch() {
        choose();
        Executor managed = managedDispatch;
        return managed == null ? own.dispatch() : managed;
    }

    @Override
    public Readers readers() {
        choose();
        Readers managed = managedReaders;
        return managed == null ? own.readers() : managed;
    }

    /** Asked of a thread that is never started, by reflection as we are compiled for 17. */
    private static boolean isVirtual(ThreadFactory factory) {
        try {
            Thread thread = factory.newThread(() -> {});
            return thread != null
                    && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return false;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
