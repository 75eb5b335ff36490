package org.eventsource.itests.quarkus.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that makes the source of a stream itself. */
@QuarkusTestResource(PricesServer.class)
class ProducedSourceTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(root -> root.addClasses(Producer.class, Prices.class, Received.class));

    @ApplicationScoped
    public static class Producer {

        @Produces
        @Singleton
        @Stream("prices")
        EventSource open(@ConfigProperty(name = "eventsource.prices.url") String url) {
            return EventSource.open(url);
        }

        void close(@Disposes @Stream("prices") EventSource source) {
            source.close();
        }
    }

    @ApplicationScoped
    public static class Prices {

        @Inject
        Received received;

        @Inject
        @Stream("prices")
        EventSource injected;

        @Inject
        @Stream("prices")
        Event<MessageEvent> messages;

        EventSource injected() {
            return injected;
        }

        void fire(String data) {
            messages.fire(MessageEvent.of("price", data));
        }

        void on(@Observes @Stream("prices") MessageEvent message) {
            received.add(message.data());
        }
    }

    @Inject
    Prices prices;

    @Inject
    EventSources sources;

    @Inject
    Received received;

    @Test
    void it_is_injected_in_place_of_ours() throws Exception {
        assertThat(prices.injected()).isSameAs(sources.get("prices"));
    }

    @Test
    void observers_receive_what_the_application_fires() throws Exception {
        prices.fire("fired");
        received.assertNext("fired");
    }
}
