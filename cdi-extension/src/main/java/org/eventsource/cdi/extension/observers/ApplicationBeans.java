package org.eventsource.cdi.extension.observers;

import java.util.List;

/** Finds beans of the application that this library uses if they exist. */
public interface ApplicationBeans {

    /**
     * Returns the beans of a type with the qualifier {@code Default}. Alternatives and specialized beans are resolved:
     * the list has more than one bean only if the container cannot choose between them.
     */
    <T> List<ApplicationBean<T>> defaults(Class<T> type);
}
