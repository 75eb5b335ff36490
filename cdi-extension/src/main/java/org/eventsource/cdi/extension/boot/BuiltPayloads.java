package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.model.PayloadType.Form;

/** Describes payload types of the language model of a build. */
final class BuiltPayloads {

    private BuiltPayloads() {}

    static PayloadType of(Type type) {
        String name = type.isPrimitive() ? PayloadClasses.boxed(name(type)) : name(type);
        Form form = isRaw(type) ? Form.GENERIC : form(type);
        return new PayloadType(name, PayloadType.formOf(name, form), supertypes(type));
    }

    private static boolean isRaw(Type type) {
        return type.isClass()
                && form(type) == Form.OBJECT
                && !type.asClass().declaration().typeParameters().isEmpty();
    }

    static String name(Type type) {
        if (type.isArray()) {
            return name(type.asArray().componentType()) + "[]";
        }
        if (type.isClass()) {
            return className(type);
        }
        if (type.isParameterizedType()) {
            return type.asParameterizedType().genericClass().declaration().name()
                    + type.asParameterizedType().typeArguments().stream()
                            .map(BuiltPayloads::name)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        return type.isPrimitive() ? type.asPrimitive().name() : type.toString();
    }

    /**
     * Returns the name of a class. ArC throws a {@code NullPointerException} for a class that the application's class
     * path lacks, such as an API that only the build has.
     */
    private static String className(Type type) {
        try {
            return type.asClass().declaration().name();
        } catch (NullPointerException e) {
            return type.toString();
        }
    }

    private static Form form(Type type) {
        if (type.isArray()) {
            return form(type.asArray().componentType());
        }
        if (type.isPrimitive()) {
            return Form.OBJECT;
        }
        return type.isClass() ? form(type.asClass().declaration()) : Form.GENERIC;
    }

    private static Form form(ClassInfo type) {
        if (type.isInterface() || type.isAnnotation()) {
            return Form.INTERFACE;
        }
        return type.isAbstract() && !type.isEnum() ? Form.ABSTRACT : Form.OBJECT;
    }

    private static Set<String> supertypes(Type type) {
        if (type.isArray()) {
            return supertypes(type.asArray().componentType()).stream()
                    .map(name -> name + "[]")
                    .collect(Collectors.toSet());
        }
        Set<String> found = new HashSet<>();
        if (type.isClass()) {
            ClassInfo each = type.asClass().declaration().superClassDeclaration();
            while (each != null) {
                found.add(each.name());
                each = each.superClassDeclaration();
            }
        }
        return found;
    }
}
