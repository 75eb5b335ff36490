package org.eventsource.testing.server.redeployment;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Holds weak references to the class loaders of applications. It stores them in JMX: each application of a server can
 * access JMX, and none of them holds what is stored there.
 */
final class ClassLoaders {

    private ClassLoaders() {}

    /** Empties the list. An application that stays deployed calls this method. */
    static void begin() throws JMException {
        Queue<?> queue = new ConcurrentLinkedQueue<>();
        if (server().isRegistered(name())) {
            server().unregisterMBean(name());
        }
        server().registerMBean(new StandardMBean(queue, Queue.class), name());
    }

    static void add(ClassLoader loader) throws JMException {
        Object[] reference = {new WeakReference<>(loader)};
        server().invoke(name(), "add", reference, new String[] {Object.class.getName()});
    }

    /** Returns the class loaders that were added. A class loader that no longer exists is null. */
    static Stream<ClassLoader> all() throws JMException {
        Object[] references = (Object[]) server().invoke(name(), "toArray", new Object[0], new String[0]);
        return Arrays.stream(references).map(reference -> (ClassLoader) ((WeakReference<?>) reference).get());
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("org.eventsource.itests.support:type=ClassLoaders");
    }
}
