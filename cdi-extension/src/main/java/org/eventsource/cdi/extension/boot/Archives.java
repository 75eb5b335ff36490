package org.eventsource.cdi.extension.boot;

import java.lang.reflect.Member;
import java.security.CodeSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.eventsource.cdi.extension.threads.ApplicationLoader;
import org.jspecify.annotations.Nullable;

/**
 * The archives of the application that have components, each known by one of its classes: by a bean's where it has
 * beans. At another class, Payara announces the start before it starts the application.
 */
public final class Archives {

    private final Map<String, Class<?>> components = new HashMap<>();
    private final Map<String, Class<?>> beans = new HashMap<>();

    /** One of a library of the server's does not count: it does not know of this library. */
    public void add(Class<?> bean) {
        add(beans, bean);
    }

    /** Adds what something is injected into: it may be no bean. */
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

    /** Without the file's name, as GlassFish takes each file of {@code WEB-INF/classes} for a source of its own. */
    private static String location(Class<?> component) {
        CodeSource source = component.getProtectionDomain().getCodeSource();
        String file = component.getName().replace('.', '/') + ".class";
        String location = source == null ? file : String.valueOf(source.getLocation());
        return location.endsWith(file) ? location.substring(0, location.length() - file.length()) : location;
    }
}
