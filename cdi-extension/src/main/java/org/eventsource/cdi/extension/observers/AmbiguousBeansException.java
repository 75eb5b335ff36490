package org.eventsource.cdi.extension.observers;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if the application has several beans of a type and the container cannot choose one. */
final class AmbiguousBeansException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AmbiguousBeansException(Class<?> type, List<? extends ApplicationBean<?>> beans) {
        super(
                "%d beans of type %s could read payloads: %s. Give all of them but one a qualifier other than @Named, or make one an alternative"
                        .formatted(
                                beans.size(),
                                type.getName(),
                                beans.stream()
                                        .map(ApplicationBean::place)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}
