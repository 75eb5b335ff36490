package org.eventsource.cdi.extension.boot;

import org.eventsource.cdi.extension.threads.ApplicationLoader;

/**
 * When the container makes an application's objects, and what it announces of the application's life. Determined once,
 * so that all phases agree.
 *
 * @param includeStartup whether {@code Startup} is fired. TomEE fires none, up to 10.1 at least; nothing but a class of
 *     it shows that.
 * @param shareResources whether one instance of a Jakarta REST resource that is a bean without a scope serves all
 *     requests, as in TomEE
 * @param tellLibrariesFirst whether the libraries of a web application are notified of the start before the application
 *     starts, as GlassFish and Payara do
 * @param startServerWithScope whether the server starts after {@code Startup}, when the scope of the application
 *     begins, as that of Helidon MP does. A client of Jersey that starts at that time makes it fail now and then.
 */
public record ContainerEvents(
        boolean includeStartup, boolean shareResources, boolean tellLibrariesFirst, boolean startServerWithScope) {

    /** Of the container that runs the application of the calling thread. */
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
