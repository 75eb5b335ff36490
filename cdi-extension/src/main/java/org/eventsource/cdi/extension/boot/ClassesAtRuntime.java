package org.eventsource.cdi.extension.boot;

import java.lang.reflect.InvocationTargetException;

/**
 * Determines which classes an application can load when it runs. A build can load more classes: it has classes of its
 * own.
 *
 * <p>Only Quarkus builds an application like this, and only its class loader distinguishes the two. It is called by
 * reflection. In other containers, the classes that the build can load count.
 */
public final class ClassesAtRuntime {

    private static final String LOADER = "io.quarkus.bootstrap.classloading.QuarkusClassLoader";

    private ClassesAtRuntime() {}

    /** Returns false if the class is certain to be absent when the application runs. */
    public static boolean mayHave(String name) {
        try {
            return (boolean) Class.forName(LOADER, true, ClassesAtRuntime.class.getClassLoader())
                    .getMethod("isClassPresentAtRuntime", String.class)
                    .invoke(null, name);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            return true;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Quarkus cannot find out whether there is " + name, e.getCause());
        }
    }
}
