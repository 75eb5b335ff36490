package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Observes the application's own endpoint. The endpoint does not exist yet when the stream opens. */
@ApplicationScoped
public class OwnStream {

    @Inject
    Heard heard;

    void tick(@Observes @Stream("ticks") @EventType("tick") MessageEvent tick) {
        heard.add("own", tick.lastEventId() + ": " + tick.data());
    }
}
