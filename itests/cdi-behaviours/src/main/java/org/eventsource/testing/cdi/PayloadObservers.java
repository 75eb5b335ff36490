package org.eventsource.testing.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;

/** Observes decoded data. */
@ApplicationScoped
public class PayloadObservers {

    @Inject
    Heard heard;

    void text(@Observes @Stream("payloads") @EventType("text") String text) {
        heard.add("text", text);
    }

    void record(@Observes @Stream("payloads") @EventType("record") Quote quote) {
        heard.add("record", quote);
    }

    void recordLater(@ObservesAsync @Stream("payloads") @EventType("record") Quote quote) {
        heard.add("record later", quote);
    }

    void object(@Observes @Stream("payloads") @EventType("class") Named named) {
        heard.add("class", named.getName());
    }

    void array(@Observes @Stream("payloads") @EventType("array") Quote[] quotes) {
        heard.add("array", List.of(quotes));
    }

    void json(@Observes @Stream("payloads") @EventType("object") JsonObject object) {
        heard.add("object", object.getInt("e"));
    }

    void jsonList(@Observes @Stream("payloads") @EventType("list") JsonArray list) {
        heard.add("list", list.size());
    }

    void fake(@Observes @Stream("fake") @EventType("tick") Quote quote) {
        heard.add("fake", quote);
    }

    void fakeLater(@ObservesAsync @Stream("fake") @EventType("tick") Quote quote) {
        heard.add("fake later", quote);
    }

    void fakeFailed(@Observes @Stream("fake") FailedEvent failed) {
        heard.add("fake failed", failed);
    }

    void tick(@Observes @Stream("undecodable") @EventType("tick") Quote quote) {
        heard.add("undecodable", quote);
    }

    void failed(@Observes @Stream("undecodable") FailedEvent failed) {
        heard.add("undecodable", failed);
    }
}
