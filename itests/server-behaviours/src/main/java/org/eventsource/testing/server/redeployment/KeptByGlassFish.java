package org.eventsource.testing.server.redeployment;

import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * Removes references that GlassFish holds to every application that ends, ours or not. Only references of others then
 * remain.
 */
final class KeptByGlassFish {

    private static final String SERVICES = "org.glassfish.internal.api.Globals";
    private static final Set<String> DEPLOYMENTS = Set.of(
            "org.glassfish.deployment.admin.DeployCommand",
            "org.glassfish.internal.data.ApplicationInfo$DeploymentFailedListener");

    private KeptByGlassFish() {}

    /** Releases the configuration. The application calls this method at its end. */
    static void releaseConfig() {
        if (isHere()) {
            ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
        }
    }

    /**
     * Removes the listeners of deployments. Each deployment adds a listener to the server. GlassFish up to 8.0.0-M12
     * does not find the listener when it is to be removed, because GlassFish searches for it by a number that it does
     * not know. See eclipse-ee4j/glassfish, pull request 25692.
     */
    static void forgetListeners() {
        if (!isHere()) {
            return;
        }
        try {
            Class<?> api = Class.forName("org.glassfish.api.event.Events");
            Object events =
                    Class.forName(SERVICES).getMethod("get", Class.class).invoke(null, api);
            Map<?, ?> listeners = (Map<?, ?>) read("listeners", events);
            for (Iterator<?> each = listeners.keySet().iterator(); each.hasNext(); ) {
                Object listener = read("eventListener", each.next());
                if (DEPLOYMENTS.contains(listener.getClass().getName())) {
                    each.remove();
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This is another GlassFish", e);
        }
    }

    private static boolean isHere() {
        try {
            Class.forName(SERVICES);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Object read(String name, Object object) throws ReflectiveOperationException {
        Class<?> type = object.getClass();
        while (type.getSuperclass() != Object.class) {
            type = type.getSuperclass();
        }
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
