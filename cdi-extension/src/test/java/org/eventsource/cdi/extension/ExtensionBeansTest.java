package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beans that an extension of the application adds. OpenWebBeans announces another object than it uses. */
class ExtensionBeansTest {

    private static final String URL = "eventsource.prices.url";

    public static class Token implements RequestCustomizer {

        private final AtomicInteger calls = new AtomicInteger();

        public int calls() {
            return calls.get();
        }

        @Override
        public void customize(Request request) {
            calls.incrementAndGet();
            request.header("X-Token", "of an extension");
        }
    }

    static class Adding implements Extension {

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery
                    .<Token>addBean()
                    .beanClass(Token.class)
                    .types(Token.class, RequestCustomizer.class, Object.class)
                    .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> new Token());
        }
    }

    static class Prices {

        void price(@Observes @Stream("prices") MessageEvent price) {}
    }

    @AfterEach
    void forget() {
        System.clearProperty(URL);
    }

    @Test
    void a_customizer_of_an_extension_is_called_on_the_instance_that_the_application_has() {
        try (SseServer server = SseServer.start()) {
            System.setProperty(URL, server.url("/prices"));
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new StreamExtension(), new Adding())
                    .addBeanClasses(Prices.class)
                    .initialize()) {
                assertThat(server.nextRequest().header("X-Token")).contains("of an extension");
                assertThat(container.select(Token.class).get().calls()).isPositive();
            }
        }
    }
}
