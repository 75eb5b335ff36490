package org.eventsource.itests.quarkus.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.QuarkusExtensionTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigurationErrorTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(root -> root.addClass(Prices.class))
            .assertException(failure ->
                    assertThat(failure).hasStackTraceContaining("set the property eventsource.unconfigured.url"));

    @ApplicationScoped
    public static class Prices {
        void on(@Observes @Stream("unconfigured") MessageEvent message) {}
    }

    @Test
    void a_stream_without_a_url_fails_the_start() {
        fail("the application started");
    }
}
