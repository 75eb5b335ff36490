package org.eventsource.cdi.extension.threads;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.eventsource.impl.transport.BlockingThreads;

/** The container's threads as those that streams are read on. */
final class ManagedReaders {

    private ManagedReaders() {}

    /** Looks the container's thread factory up; its threads work in that context. */
    static Optional<BlockingThreads> find(StartContext context) {
        return Naming.lookup("java:comp/DefaultManagedThreadFactory", ThreadFactory.class)
                .map(factory -> new BlockingThreads(context.threadsOf(factory), isVirtual(factory)));
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
