package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.inject.Default;
import java.lang.annotation.Annotation;
import java.util.List;

/** Finds beans of the application that this library uses if they exist. */
public interface ApplicationBeans {

    /**
     * Returns the beans of a type with a qualifier. Alternatives and specialized beans are resolved: the list has more
     * than one bean only if the container cannot choose between them.
     */
    <T> List<ApplicationBean<T>> find(Class<T> type, Annotation qualifier);

    /**
     * Returns all beans of a type with the qualifier {@code Default}. If there are alternatives, only they are
     * returned.
     */
    default <T> List<ApplicationBean<T>> all(Class<T> type) {
        return defaults(type);
    }

    /** Like {@link #find}, with the qualifier {@code Default}. */
    default <T> List<ApplicationBean<T>> defaults(Class<T> type) {
        return find(type, Default.Literal.INSTANCE);
    }
}
