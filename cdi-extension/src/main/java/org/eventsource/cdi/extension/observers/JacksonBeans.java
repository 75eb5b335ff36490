package org.eventsource.cdi.extension.observers;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Prevents a build from removing the application's {@link ObjectMapper} beans, which are not injected elsewhere. This
 * class is added as a bean only if that type can be loaded.
 */
@Singleton
public class JacksonBeans {

    /** Called by the container. */
    JacksonBeans() {}

    /** Injects all beans of that type. A build does not remove a bean that has an observer. */
    void keep(@Observes Startup startup, @Any Instance<ObjectMapper> beans) {}
}
