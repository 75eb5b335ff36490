package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;

/** Records its surroundings in each place where a stream calls the application. */
@ApplicationScoped
@Stream("surroundings")
public class SurroundedStream implements RequestCustomizer {

    @Inject
    Surroundings surroundings;

    @Inject
    @Stream("surroundings")
    EventSource source;

    void listen(@Observes @Initialized(ApplicationScoped.class) Object scope) {
        source.onMessage(message -> surroundings.look("listener"));
    }

    void observe(@Observes @Stream("surroundings") MessageEvent message) {
        surroundings.look("observer");
    }

    void observeLater(@ObservesAsync @Stream("surroundings") MessageEvent message) {
        surroundings.look("asynchronous observer");
    }

    @Override
    public void customize(Request request) {
        surroundings.look("customizer");
    }
}
