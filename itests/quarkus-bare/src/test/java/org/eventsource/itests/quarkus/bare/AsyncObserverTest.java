package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@QuarkusTestResource(PricesServer.class)
class AsyncObserverTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION =
            new QuarkusExtensionTest().withApplicationRoot(root -> root.addClasses(Prices.class, Received.class));

    @ApplicationScoped
    public static class Prices {

        @Inject
        Received received;

        void on(@ObservesAsync @Stream("prices") @EventType("price") MessageEvent message) {
            received.add(message.data());
        }
    }

    @Inject
    Received received;

    @Test
    void an_asynchronous_observer_of_one_event_type_opens_the_stream() throws Exception {
        received.assertNext(Received.DATA);
    }
}
