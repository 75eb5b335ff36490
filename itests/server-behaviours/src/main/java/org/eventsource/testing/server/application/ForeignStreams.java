package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Listens to streams of another server and records all their events. */
@ApplicationScoped
public class ForeignStreams {

    @Inject
    Heard heard;

    /** The default transport of this environment receives this stream. */
    @Inject
    @Stream("pushed")
    EventSource pushed;

    /** The server's own Jakarta REST client receives this stream. */
    @Inject
    @Stream("read")
    EventSource read;

    /** An observer method also observes this stream. */
    @Inject
    @Stream("both")
    EventSource both;

    /** Does not observe {@code Startup}, because TomEE does not fire it. */
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
