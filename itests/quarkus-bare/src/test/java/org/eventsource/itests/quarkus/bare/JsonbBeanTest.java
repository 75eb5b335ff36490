package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import java.util.Map;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.quarkus.bare.library.Price;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No class injects the application's bean. ArC removes beans that no class can use. */
@QuarkusTestResource(PricesServer.class)
class JsonbBeanTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(
                    root -> root.addClasses(Prices.class, Producer.class, Renaming.class, Received.class, Price.class));

    @ApplicationScoped
    public static class Prices {

        @Inject
        Received received;

        void on(@Observes @Stream("prices") @EventType("price") Price price) {
            received.add(price.toString());
        }
    }

    public static class Renaming implements JsonbAdapter<Price, Map<String, Object>> {
        @Override
        public Map<String, Object> adaptToJson(Price price) {
            return Map.of();
        }

        @Override
        public Price adaptFromJson(Map<String, Object> fields) {
            return new Price("renamed", "");
        }
    }

    @Dependent
    public static class Producer {
        @Produces
        @Dependent
        Jsonb jsonb() {
            return JsonbBuilder.create(new JsonbConfig().withAdapters(new Renaming()));
        }
    }

    @Inject
    Received received;

    @Test
    void a_bean_that_nobody_injects_reads_payloads() throws Exception {
        received.assertNext(new Price("renamed", "").toString());
    }
}
