package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedField;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names places in an application's code as messages show them. */
public final class Places {

    private Places() {}

    public static String of(InjectionPoint point) {
        Member member = point.getMember();
        if (member instanceof Executable executable) {
            return point.getAnnotated() instanceof AnnotatedParameter<?> parameter
                    ? "parameter %d of %s".formatted(parameter.getPosition() + 1, of(executable))
                    : of(executable);
        }
        return member == null
                ? "of " + point.getBean()
                : member.getDeclaringClass().getName() + "." + member.getName();
    }

    /** Returns where a bean is declared: its producer, its class, or the bean class that an extension gave it. */
    public static String of(ProcessBean<?> found) {
        Annotated annotated = found.getAnnotated();
        if (annotated instanceof AnnotatedMethod<?> method) {
            return of(method.getJavaMember());
        }
        if (annotated instanceof AnnotatedField<?> field) {
            return field.getJavaMember().getDeclaringClass().getName() + "."
                    + field.getJavaMember().getName();
        }
        return found.getBean().getBeanClass().getName();
    }

    public static String of(Executable executable) {
        String parameters = Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        String type = executable.getDeclaringClass().getName();
        return executable instanceof Method ? type + "." + executable.getName() + parameters : type + parameters;
    }
}
