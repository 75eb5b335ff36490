package org.eventsource.cdi.extension.boot;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.model.PayloadType.Form;

/** Describes payload types by reflection. */
final class ReflectedPayloads {

    private ReflectedPayloads() {}

    static PayloadType of(Type type) {
        return type instanceof Class<?> payload
                ? ofClass(PayloadClasses.boxed(payload))
                : new PayloadType(name(type), Form.GENERIC, Set.of());
    }

    private static PayloadType ofClass(Class<?> payload) {
        return new PayloadType(payload.getTypeName(), form(payload), supertypes(payload));
    }

    /**
     * Returns the name of a type. The type objects of containers return different names, so the name is composed here.
     */
    private static String name(Type type) {
        return type instanceof ParameterizedType generic
                ? name(generic.getRawType())
                        + Arrays.stream(generic.getActualTypeArguments())
                                .map(ReflectedPayloads::name)
                                .collect(Collectors.joining(", ", "<", ">"))
                : type.getTypeName();
    }

    private static Form form(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        Form plain = form(element.isInterface(), isAbstract(element));
        boolean isRaw = plain == Form.OBJECT && type.getTypeParameters().length > 0;
        return PayloadType.formOf(type.getTypeName(), isRaw ? Form.GENERIC : plain);
    }

    private static boolean isAbstract(Class<?> element) {
        return Modifier.isAbstract(element.getModifiers()) && !element.isPrimitive() && !element.isEnum();
    }

    private static Form form(boolean isInterface, boolean isAbstract) {
        return isInterface ? Form.INTERFACE : isAbstract ? Form.ABSTRACT : Form.OBJECT;
    }

    private static Set<String> supertypes(Class<?> type) {
        if (type.isArray()) {
            return supertypes(type.getComponentType()).stream()
                    .map(name -> name + "[]")
                    .collect(Collectors.toSet());
        }
        Set<String> found = new HashSet<>();
        for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
            found.add(each.getTypeName());
        }
        return found;
    }
}
