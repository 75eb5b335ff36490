package org.eventsource.testing.server.sole;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.server.application.Surroundings;

/** Observes a stream in a library of an application. The application does not know of the library. */
@ApplicationScoped
public class LibraryStream {

    @Inject
    Surroundings surroundings;

    void message(@Observes @Stream("sole") MessageEvent message) {
        surroundings.look("observer");
    }
}
