package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.concurrent.Flow;
import org.eventsource.EventSource;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing else names the stream. */
@QuarkusTestResource(PricesServer.class)
class DisposerTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(root -> root.addClasses(Thing.class, Things.class, Received.class));

    public static class Thing {}

    @ApplicationScoped
    public static class Things {

        @Produces
        @Dependent
        Thing thing() {
            return new Thing();
        }

        void dispose(
                @Disposes Thing thing,
                @Stream("prices") EventSource source,
                @Stream("prices") @EventType("price") Flow.Publisher<String> published,
                Received received) {
            received.add(source.url().getPath());
            received.add(published != null);
        }
    }

    @Inject
    Instance<Thing> things;

    @Inject
    Received received;

    @Test
    void streams_are_injected_into_a_disposer() throws Exception {
        Instance.Handle<Thing> thing = things.getHandle();
        thing.get();
        thing.destroy();

        received.assertNext("/prices");
        received.assertNext(true);
    }
}
