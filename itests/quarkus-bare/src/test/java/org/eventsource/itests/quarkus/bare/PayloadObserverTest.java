package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.quarkus.bare.library.Price;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@QuarkusTestResource(PricesServer.class)
class PayloadObserverTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(root -> root.addClasses(Prices.class, Received.class))
            .withAdditionalDependency(library -> library.addClass(Price.class));

    @ApplicationScoped
    public static class Prices {

        @Inject
        Received received;

        void on(@Observes @Stream("prices") @EventType("price") Price price) {
            received.add(price);
        }
    }

    @Inject
    Received received;

    @Test
    void a_record_of_a_library_without_an_index_is_a_payload() throws Exception {
        received.assertNext(new Price("A", ""));
    }
}
