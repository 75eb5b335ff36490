package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Observes a stream that is another one for each place where settings may come from. */
@ApplicationScoped
public class Configured {

    @Inject
    Heard heard;

    void message(@Observes @Stream("configured") MessageEvent message) {
        heard.add("configured", message.data());
    }
}
