package org.eventsource.cdi.extension.boot;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.model.StreamModel;
import org.jspecify.annotations.Nullable;

/** Loads the classes of payloads by their names in a {@link StreamModel}. */
final class PayloadClasses {

    private static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    char.class,
                    short.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class)
            .collect(Collectors.toMap(Class::getName, Function.identity()));

    private PayloadClasses() {}

    /** Returns the class of the objects that observers of a class get: events are objects. */
    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** Returns the name of the class of the objects that observers of a primitive type get. */
    static String boxed(String primitive) {
        return boxed(requireNonNull(PRIMITIVES.get(primitive), primitive)).getName();
    }

    /**
     * Loads a class.
     *
     * @param loader the class loader of the application
     */
    static Class<?> load(String name, @Nullable ClassLoader loader) {
        if (name.endsWith("[]")) {
            return load(name.substring(0, name.length() - 2), loader).arrayType();
        }
        Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) {
            return primitive;
        }
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The payload class " + name + " is not there any more", e);
        }
    }
}
