package org.eventsource.cdi.extension.observers;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Keeps the application's {@link ObjectMapper} beans where a build removes beans that nobody injects. Added as a bean
 * only where that type can be loaded.
 */
@Singleton
public class JacksonBeans {

    /** For the container. */
    JacksonBeans() {}

    /** Injects all beans of that type. A build does not remove a bean that has an observer. */
    void keep(@Observes Startup startup, @Any Instance<ObjectMapper> beans) {}
}
