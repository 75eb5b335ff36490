package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names of places in an application's code, for people. */
final class Places {

    private Places() {}

    static String of(InjectionPoint point) {
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

    static String of(Executable executable) {
        String parameters = Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        String type = executable.getDeclaringClass().getName();
        return executable instanceof Method ? type + "." + executable.getName() + parameters : type + parameters;
    }
}
