package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eventsource.EventSource;
import org.eventsource.cdi.EventSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application without an observer or an annotation of this library. */
@QuarkusTestResource(PricesServer.class)
class SourcesTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION =
            new QuarkusExtensionTest().withApplicationRoot(root -> root.addClasses(Prices.class, Received.class));

    @ApplicationScoped
    public static class Prices {

        @Inject
        Received received;

        @Inject
        EventSources sources;

        EventSource open() {
            return sources.builder("prices")
                    .addEventListener("price", message -> received.add(message.data()))
                    .open();
        }
    }

    @Inject
    Prices prices;

    @Inject
    Received received;

    @Test
    void a_stream_is_opened_by_its_key() throws Exception {
        try (EventSource source = prices.open()) {
            received.assertNext(Received.DATA);
        }
    }
}
