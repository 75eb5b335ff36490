package org.eventsource.cdi.extension;

/** What the container tells an application of its life. */
final class ContainerEvents {

    private ContainerEvents() {}

    /** TomEE fires no {@code Startup}, up to 10.1 at least; nothing but its name tells. */
    static boolean includeStartup() {
        return !isThere("org/apache/openejb/cdi/OpenEJBLifecycle.class");
    }

    /** GlassFish and Payara tell a web application's libraries of the start before they start it; the same. */
    static boolean tellLibrariesFirst() {
        return isThere("org/glassfish/weld/WeldDeployer.class");
    }

    /**
     * Helidon MP starts its server after {@code Startup}, when the scope of the application is told to begin. A client
     * of Jersey that starts at the same time makes it fail now and then.
     */
    static boolean startServerWithScope() {
        return isThere("io/helidon/microprofile/server/ServerCdiExtension.class");
    }

    private static boolean isThere(String resource) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader != null && loader.getResource(resource) != null;
    }
}
