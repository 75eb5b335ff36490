package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import java.util.stream.Collectors;

/** Names places in the language model of a build as messages show them, in the format of {@link Places}. */
final class BuiltPlaces {

    private BuiltPlaces() {}

    static String of(DeclarationInfo declaration) {
        if (declaration.isField()) {
            FieldInfo field = declaration.asField();
            return field.declaringClass().name() + "." + field.name();
        }
        return declaration.isParameter() ? of(declaration.asParameter()) : of(declaration.asMethod());
    }

    private static String of(ParameterInfo parameter) {
        MethodInfo method = parameter.declaringMethod();
        return "parameter %d of %s".formatted(method.parameters().indexOf(parameter) + 1, of(method));
    }

    static String of(MethodInfo method) {
        String parameters = method.parameters().stream()
                .map(parameter -> simple(BuiltPayloads.name(parameter.type())))
                .collect(Collectors.joining(", ", "(", ")"));
        String type = method.declaringClass().name();
        return method.isConstructor() ? type + parameters : type + "." + method.name() + parameters;
    }

    private static String simple(String name) {
        String erased = name.replaceAll("<.*>", "");
        return erased.substring(Math.max(erased.lastIndexOf('.'), erased.lastIndexOf('$')) + 1);
    }
}
