package org.eventsource.cdi.extension.observers;

import java.util.List;
import java.util.Optional;

/** Finds beans of the application that this library uses if they exist. */
public interface ApplicationBeans {

    /**
     * Returns the beans of a type with the qualifier {@code Default}. Alternatives and specialized beans are resolved:
     * the list has more than one bean only if the container cannot choose between them.
     */
    <T> List<ApplicationBean<T>> defaults(Class<T> type);

    /**
     * Returns the bean of a type with the qualifier {@code Default}.
     *
     * @throws AmbiguousBeansException if there are several
     */
    default <T> Optional<ApplicationBean<T>> only(Class<T> type) {
        List<ApplicationBean<T>> beans = defaults(type);
        if (beans.size() > 1) {
            throw new AmbiguousBeansException(type, beans);
        }
        return beans.stream().findFirst();
    }
}
