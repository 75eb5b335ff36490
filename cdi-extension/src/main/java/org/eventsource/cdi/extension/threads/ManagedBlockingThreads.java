package org.eventsource.cdi.extension.threads;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.eventsource.impl.transport.BlockingThreads;

/** Finds the container's thread factory, whose threads read streams. */
final class ManagedBlockingThreads {

    private ManagedBlockingThreads() {}

    /** Looks up the container's thread factory and makes its threads work in this context. */
    static Optional<BlockingThreads> find(StartContext context) {
        return Naming.lookup("java:comp/DefaultManagedThreadFactory", ThreadFactory.class)
                .map(factory -> new BlockingThreads(context.threadsOf(factory), isVirtual(factory)));
    }

    /**
     * Tests a thread without a task. Reflection is used, because this library is compiled for Java 17. The thread is
     * started, because some factories hold a thread until it has ended.
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
