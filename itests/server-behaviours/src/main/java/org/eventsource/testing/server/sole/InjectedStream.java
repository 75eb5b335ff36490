package org.eventsource.testing.server.sole;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.server.application.Surroundings;

/** Listens to a stream in an application that observes none. */
@ApplicationScoped
public class InjectedStream {

    @Inject
    Surroundings surroundings;

    @Inject
    @Stream("sole")
    EventSource source;

    /** Does not observe {@code Startup}, because TomEE does not fire it. */
    void listen(@Observes @Initialized(ApplicationScoped.class) Object scope) {
        source.onMessage(message -> surroundings.look("listener"));
    }
}
