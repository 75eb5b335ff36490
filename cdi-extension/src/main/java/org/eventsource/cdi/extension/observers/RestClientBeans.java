package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.Client;

/**
 * Prevents a build from removing the application's {@link Client} beans, which are not injected elsewhere. This class
 * is added as a bean only if that type can be loaded.
 */
@Singleton
public class RestClientBeans {

    /** Called by the container. */
    RestClientBeans() {}

    /** Injects all beans of that type. A build does not remove a bean that has an observer. */
    void keep(@Observes Startup startup, @Any Instance<Client> beans) {}
}
