package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Observes a stream. Each place of settings gives the stream another URL. */
@ApplicationScoped
public class Configured {

    @Inject
    Heard heard;

    void message(@Observes @Stream("configured") MessageEvent message) {
        heard.add("configured", message.data());
    }
}
