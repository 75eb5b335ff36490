package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.quarkus.bare.library.Price;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No class injects a customizer. ArC removes beans that no class can use. */
@QuarkusTestResource(PricesServer.class)
class CustomizerTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(root -> root.addClasses(
                    Prices.class, Scoped.class, Unscoped.class, Producer.class, Received.class, Price.class));

    @ApplicationScoped
    public static class Prices {

        @Inject
        Received received;

        void on(@Observes @Stream("prices") @EventType("price") Price price) {
            received.add(price.token());
        }
    }

    @ApplicationScoped
    public static class Scoped implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("X-Scoped", "scoped");
        }
    }

    @Dependent
    @Stream("prices")
    public static class Unscoped implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("X-Unscoped", "unscoped");
        }
    }

    @Dependent
    public static class Producer {
        @Produces
        @Stream("prices")
        RequestCustomizer produced() {
            return request -> request.header("X-Produced", "produced");
        }
    }

    @Inject
    Received received;

    @Test
    void beans_that_nobody_injects_complete_requests() throws Exception {
        received.assertNext("scoped,unscoped,produced");
    }
}
