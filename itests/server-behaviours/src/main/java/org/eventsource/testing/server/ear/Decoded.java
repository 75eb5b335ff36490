package org.eventsource.testing.server.ear;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.server.application.Heard;

/** Observes a payload. */
@ApplicationScoped
public class Decoded {

    @Inject
    Heard heard;

    /** The payload. */
    public static class Price {
        public int value;
    }

    void price(@Observes @Stream("configured") @EventType("price") Price price) {
        heard.add("decoded", price.value);
    }
}
