package org.eventsource.cdi.extension;

/** What the container tells an application of its life. */
final class ContainerEvents {

    private ContainerEvents() {}

    /** TomEE fires no {@code Startup}, up to 10.1 at least; nothing but its name tells. */
    static boolean includeStartup() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null || loader.getResource("org/apache/openejb/cdi/OpenEJBLifecycle.class") == null;
    }
}
