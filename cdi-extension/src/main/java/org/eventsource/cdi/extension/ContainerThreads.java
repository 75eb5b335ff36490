package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.DEBUG;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.ServiceConfigurationError;
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
 * starts: some containers have no names left when it stops. Managed threads work in the context of whoever hands them a
 * task, which is a client's thread here, and not the application's: they get the context of its start.
 */
final class ContainerThreads implements Threads {

    private static final System.Logger LOGGER = System.getLogger(ContainerThreads.class.getPackageName());

    private final Threads own = Threads.own();
    private final Map<String, NamedExecutor> named = new ConcurrentHashMap<>();
    private boolean chosen;
    private @Nullable Executor managedDispatch;
    private @Nullable ExecutorService propagation;
    private @Nullable Readers managedReaders;
    private @Nullable Executor context;

    synchronized void choose() {
        if (chosen) {
            return;
        }
        chosen = true;
        context = contextOfCaller();
        managedDispatch = Naming.lookup("java:comp/DefaultManagedExecutorService", Executor.class)
                .map(this::inContext)
                .orElseGet(this::propagation);
        managedReaders = Naming.lookup("java:comp/DefaultManagedThreadFactory", ThreadFactory.class)
                .map(factory -> new Readers(threadsInContext(factory), isVirtual(factory)))
                .orElse(null);
        LOGGER.log(
                DEBUG,
                "Listeners and observers of streams run on %s threads, streams are read on %s threads"
                        .formatted(
                                managedDispatch == null ? "the library's" : "the container's",
                                managedReaders == null ? "the library's" : "the container's"));
    }

    /** The API may be the server's alone, or another than the application's. */
    private static @Nullable Executor contextOfCaller() {
        try {
            return Naming.lookup("java:comp/DefaultContextService", Object.class)
                    .flatMap(ManagedContext::ofCaller)
                    .orElse(null);
        } catch (LinkageError e) {
            LOGGER.log(DEBUG, "No context by Jakarta Concurrency: " + e);
            return null;
        }
    }

    /** By name, as the API may be absent, and one that is there may have no implementation. */
    private @Nullable Executor propagation() {
        try {
            propagation = (ExecutorService) Class.forName(getClass().getPackageName() + ".PropagationThreads")
                    .asSubclass(Supplier.class)
                    .getDeclaredConstructor()
                    .newInstance()
                    .get();
        } catch (ReflectiveOperationException | LinkageError | ServiceConfigurationError | IllegalStateException e) {
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
        return named.computeIfAbsent(name, absent -> new NamedExecutor(absent, this::inContext));
    }

    private Executor inContext(Executor executor) {
        Executor start = context();
        return start == null ? executor : task -> executor.execute(() -> start.execute(task));
    }

    private ThreadFactory threadsInContext(ThreadFactory factory) {
        Executor start = context();
        return start == null ? factory : task -> factory.newThread(() -> start.execute(task));
    }

    private synchronized @Nullable Executor context() {
        choose();
        return context;
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

    /**
     * Asked of a thread that has nothing to do, by reflection as we are compiled for 17. It is started, as some
     * factories keep what they make until it has ended.
     */
    private static boolean isVirtual(ThreadFactory factory) {
        try {
            Method isVirtual = Thread.class.getMethod("isVirtual");
            Thread thread = factory.newThread(() -> {});
            if (thread == null) {
                return false;
            }
            thread.start();
            return (boolean) isVirtual.invoke(thread);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return false;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
