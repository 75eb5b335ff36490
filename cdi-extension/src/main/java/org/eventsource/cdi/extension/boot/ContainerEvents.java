package org.eventsource.cdi.extension.boot;

import org.eventsource.cdi.extension.threads.ApplicationLoader;

/**
 * Describes how the container creates an application's objects and which events it fires. It is determined once, so
 * that all phases use equal values.
 *
 * @param includeStartup whether {@code Startup} is fired. TomEE does not fire it, up to 10.1 at least; only a class of
 *     TomEE shows this.
 * @param shareResources whether one instance of a Jakarta REST resource that is a bean without a scope serves all
 *     requests, as in TomEE
 * @param notifyLibrariesFirst whether the libraries of a web application are notified of the start before the
 *     application starts, as in GlassFish and Payara
 * @param startServerWithScope whether the server starts after {@code Startup}, when the application scope begins, as in
 *     Helidon MP. If a client of Jersey starts at that time, the start of the server sometimes fails.
 */
public record ContainerEvents(
        boolean includeStartup, boolean shareResources, boolean notifyLibrariesFirst, boolean startServerWithScope) {

    /** Returns the values for the container that runs the application of the calling thread. */
    public static ContainerEvents ofCaller() {
        ClassLoader loader = ApplicationLoader.ofCaller();
        boolean tomEe = isThere("org/apache/openejb/cdi/OpenEJBLifecycle.class", loader);
        return new ContainerEvents(
                !tomEe,
                tomEe,
                isThere("org/glassfish/weld/WeldDeployer.class", loader),
                isThere("io/helidon/microprofile/server/ServerCdiExtension.class", loader));
    }

    private static boolean isThere(String resource, ClassLoader loader) {
        return loader.getResource(resource) != null;
    }
}
