package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.junit.jupiter.api.Test;

/** Hides the library's own bean from lookups by its type. Extensions in Payara do not find it either. */
public class HiddenDispatcherTest {

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    public static class Hiding implements Extension {
        void hide(@Observes ProcessBeanAttributes<StreamDispatcher> found) {
            found.configureBeanAttributes().qualifiers(Stream.Literal.of("hidden"));
        }
    }

    @Test
    void streams_reach_the_application() throws Exception {
        try (StreamServer server = new StreamServer()) {
            System.setProperty("eventsource.prices.url", server.url("/"));
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new StreamExtension(), new Hiding())
                    .addBeanClasses(Prices.class, Recorder.class)
                    .initialize()) {
                server.request().open().message("1");
                assertThat(container.select(Recorder.class).get().next()).isEqualTo("1");
                assertThat(container.select(EventSources.class).get().streams()).hasSize(1);
            }
        } finally {
            System.clearProperty("eventsource.prices.url");
        }
    }
}
