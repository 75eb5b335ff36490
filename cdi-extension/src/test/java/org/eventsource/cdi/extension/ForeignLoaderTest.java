package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

/** Validates an application with the class loader of another one, as WildFly does with an EAR's applications. */
public class ForeignLoaderTest {

    public record Price(int value) {}

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") @EventType("message") Price price, Recorder recorder) {
            recorder.record(price);
        }
    }

    public static class Foreign implements Extension {

        private final ClassLoader application = Thread.currentThread().getContextClassLoader();

        void before(@Observes @Priority(1) AfterDeploymentValidation validation) {
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        }

        void after(@Observes @Priority(10_000) AfterDeploymentValidation validation) {
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(application);
        }
    }

    @Test
    void what_an_application_needs_is_found_by_its_own() throws Exception {
        try (StreamServer server = new StreamServer()) {
            System.setProperty("eventsource.prices.url", server.url("/"));
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new StreamExtension(), new Foreign())
                    .addBeanClasses(Prices.class, Recorder.class)
                    .initialize()) {
                server.request().open().message("{\"value\":1}");
                assertThat(container.select(Recorder.class).get().next()).isEqualTo(new Price(1));
            }
        } finally {
            System.clearProperty("eventsource.prices.url");
        }
    }
}
