package org.eventsource.testing.server.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;

/** Observes data that the server's JSON-B decodes. */
@ApplicationScoped
public class Payloads {

    @Inject
    Heard heard;

    void record(@Observes @Stream("quotes") @EventType("record") Quote quote) {
        heard.add("record", quote);
    }

    void object(@Observes @Stream("quotes") @EventType("object") Company company) {
        heard.add("object", company.getName());
    }

    void array(@Observes @Stream("quotes") @EventType("array") Quote[] quotes) {
        heard.add("array", List.of(quotes));
    }

    void failed(@Observes @Stream("quotes") FailedEvent failed) {
        heard.add(failed.message().type(), failed);
    }
}
