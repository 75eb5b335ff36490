package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Listens to streams of another server, and tells all that happens to them. */
@ApplicationScoped
public class ForeignStreams {

    @Inject
    Heard heard;

    /** Carried by whatever carries streams here. */
    @Inject
    @Stream("pushed")
    EventSource pushed;

    /** Carried by the server's own Jakarta REST client. */
    @Inject
    @Stream("read")
    EventSource read;

    /** Observed, too. */
    @Inject
    @Stream("both")
    EventSource both;

    /** Not at {@code Startup}, which TomEE does not fire. */
    void listen(@Observes @Initialized(ApplicationScoped.class) Object scope) {
        tell("pushed", pushed);
        tell("read", read);
        both.onMessage(message -> heard.add("both", message.data()));
    }

    void observe(@Observes @Stream("both") MessageEvent message) {}

    private void tell(String name, EventSource source) {
        source.onOpen(open -> heard.add(name, "open"));
        source.onMessage(message -> heard.add(name, message.lastEventId() + ": " + message.data()));
        source.onError(error -> heard.add(name, error.readyState() + ": " + error.reason()));
    }
}
