package org.example.prices;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Receives the stream in three ways. */
@ApplicationScoped
public class Prices {

    @Inject
    @Stream("prices")
    EventSource source;

    @Inject
    Received received;

    @PostConstruct
    void listen() {
        source.addEventListener("price", message -> received.add("injected source", message.data()));
    }

    void message(@Observes @Stream("prices") MessageEvent message) {
        received.add("observer", message.data());
    }

    void payload(@Observes @Stream("prices") @EventType("price") Price price) {
        received.add("observer of the payload", price);
    }
}
