package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import org.eventsource.EventSource;
import org.eventsource.cdi.EventSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that injects nothing of this library. */
@QuarkusTestResource(PricesServer.class)
class LookedUpSourcesTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION =
            new QuarkusExtensionTest().withApplicationRoot(root -> root.addClass(Received.class));

    @Inject
    Received received;

    @Test
    void event_sources_are_found_by_a_lookup_at_run_time() throws Exception {
        EventSources sources = CDI.current().select(EventSources.class).get();
        try (EventSource source = sources.builder("prices")
                .addEventListener("price", message -> received.add(message.data()))
                .open()) {
            received.assertNext(Received.DATA);
        }
    }
}
