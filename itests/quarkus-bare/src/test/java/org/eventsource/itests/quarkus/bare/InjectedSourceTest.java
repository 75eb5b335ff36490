package org.eventsource.itests.quarkus.bare;

import io.quarkus.test.QuarkusExtensionTest;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@QuarkusTestResource(PricesServer.class)
class InjectedSourceTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION =
            new QuarkusExtensionTest().withApplicationRoot(root -> root.addClasses(Prices.class, Received.class));

    @ApplicationScoped
    public static class Prices {

        @Inject
        Received received;

        @Inject
        @Stream("prices")
        EventSource field;

        /** Quarkus injects a field that has a qualifier without {@code @Inject}, too. */
        @Stream("prices")
        EventSource withoutInject;

        @Inject
        @Stream("prices")
        Instance<EventSource> instance;

        @Inject
        @Stream("prices")
        Provider<EventSource> provider;

        @Inject
        @Any
        Instance<EventSource> any;

        @Inject
        @Any
        EventSource only;

        private final EventSource parameter;

        Prices(@Stream("prices") EventSource parameter) {
            this.parameter = parameter;
        }

        EventSource field() {
            return field;
        }

        EventSource withoutInject() {
            return withoutInject;
        }

        EventSource instance() {
            return instance.get();
        }

        EventSource provider() {
            return provider.get();
        }

        EventSource selected() {
            return any.select(Stream.Literal.of("prices")).get();
        }

        EventSource only() {
            return only;
        }

        EventSource parameter() {
            return parameter;
        }
    }

    @Inject
    Prices prices;

    @Inject
    Received received;

    private void assertReceives(EventSource source) throws InterruptedException {
        source.addEventListener("price", message -> received.add(message.data()));
        received.assertNext(Received.DATA);
        source.close();
    }

    @Test
    void a_field_is_injected() throws Exception {
        assertReceives(prices.field());
    }

    @Test
    void a_field_is_injected_without_an_inject_annotation() throws Exception {
        assertReceives(prices.withoutInject());
    }

    @Test
    void an_instance_is_injected() throws Exception {
        assertReceives(prices.instance());
    }

    @Test
    void a_provider_is_injected() throws Exception {
        assertReceives(prices.provider());
    }

    @Test
    void a_source_is_selected_at_run_time() throws Exception {
        assertReceives(prices.selected());
    }

    @Test
    void the_only_stream_is_injected_without_its_key() throws Exception {
        assertReceives(prices.only());
    }

    @Test
    void a_parameter_of_a_constructor_is_injected() throws Exception {
        assertReceives(prices.parameter());
    }
}
