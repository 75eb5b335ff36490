package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;

/**
 * Keeps the application's {@link Jsonb} beans where a build removes beans that nobody injects. Added as a bean only
 * where that type can be loaded.
 */
@Singleton
public class JsonbBeans {

    /** For the container. */
    JsonbBeans() {}

    /** Injects all beans of that type. A build does not remove a bean that has an observer. */
    void keep(@Observes Startup startup, @Any Instance<Jsonb> beans) {}
}
