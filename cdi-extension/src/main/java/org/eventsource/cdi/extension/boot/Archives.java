package org.eventsource.cdi.extension.boot;

import java.lang.reflect.Member;
import java.security.CodeSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.eventsource.cdi.extension.threads.ApplicationLoader;
import org.jspecify.annotations.Nullable;

/**
 * The archives of the application that contain components. Each archive is represented by one of its classes: by a bean
 * class if it has one. For another class, Payara fires {@code Startup} before it starts the application.
 */
public final class Archives {

    private final Map<String, Class<?>> components = new HashMap<>();
    private final Map<String, Class<?>> beans = new HashMap<>();

    /** Adds the archive of a bean. Libraries of the server are ignored: they cannot load this library. */
    public void add(Class<?> bean) {
        add(beans, bean);
    }

    /** Adds the archive of a class with an injection point. The class may not be a bean. */
    public void addComponent(@Nullable Member injected) {
        if (injected != null) {
            add(components, injected.getDeclaringClass());
        }
    }

    private static void add(Map<String, Class<?>> classes, Class<?> component) {
        if (ApplicationLoader.knowsThisLibrary(component.getClassLoader())) {
            classes.putIfAbsent(location(component), component);
        }
    }

    public Collection<Class<?>> classes() {
        Map<String, Class<?>> classes = new HashMap<>(components);
        classes.putAll(beans);
        return classes.values();
    }

    /**
     * Returns the location without the name of the class file: GlassFish treats each file of {@code WEB-INF/classes} as
     * a separate code source.
     */
    private static String location(Class<?> component) {
        CodeSource source = component.getProtectionDomain().getCodeSource();
        String file = component.getName().replace('.', '/') + ".class";
        String location = source == null ? file : String.valueOf(source.getLocation());
        return location.endsWith(file) ? location.substring(0, location.length() - file.length()) : location;
    }
}
