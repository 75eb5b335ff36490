package org.eventsource.itests.quarkus.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.QuarkusExtensionTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.quarkus.bare.library.Price;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that has neither JSON-B nor Jackson. Surefire runs it without their jars, too. */
@Tag("without-json")
class WithoutJsonTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(root -> root.addClasses(Prices.class, Price.class))
            .withConfiguration("quarkus.class-loading.removed-artifacts=org.eclipse:yasson,"
                    + "jakarta.json.bind:jakarta.json.bind-api,org.eclipse.parsson:parsson,"
                    + "jakarta.json:jakarta.json-api")
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("io.quarkus.builder.BuildContext.run(")
                    .hasStackTraceContaining("1 problem with event streams:")
                    .hasStackTraceContaining("payloads need JSON-B, or a bean of Jackson's ObjectMapper,"
                            + " which this application does not have")
                    .hasStackTraceContaining(Prices.class.getName() + ".on(Price)")
                    .hasStackTraceContaining("in Quarkus quarkus-jsonb or quarkus-rest-jackson"));

    @ApplicationScoped
    public static class Prices {
        void on(@Observes @Stream("prices") @EventType("price") Price price) {}
    }

    @Test
    void a_payload_observer_fails_the_build_and_the_message_names_what_to_add() {
        fail("the build did not fail");
    }
}
