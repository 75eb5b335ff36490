package org.eventsource.itests.quarkus.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.QuarkusExtensionTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.quarkus.bare.library.Price;
import org.eventsource.itests.quarkus.bare.library.Quoted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Observers that cannot be served, of types of a library without an index. */
class ModelErrorTest {

    @RegisterExtension
    static final QuarkusExtensionTest APPLICATION = new QuarkusExtensionTest()
            .withApplicationRoot(root -> root.addClass(Prices.class))
            .withAdditionalDependency(library -> library.addClasses(Price.class, Quoted.class))
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("3 problems with event streams:")
                    .hasStackTraceContaining("@EventType is missing")
                    .hasStackTraceContaining("is generic")
                    .hasStackTraceContaining("Quoted is an interface"));

    @ApplicationScoped
    public static class Prices {

        void anyType(@Observes @Stream("prices") Price price) {}

        void generic(@Observes @Stream("prices") @EventType("price") List<Price> prices) {}

        void abstraction(@Observes @Stream("prices") @EventType("price") Quoted price) {}
    }

    @Test
    void all_problems_fail_the_build_in_one_report() {
        fail("the build did not fail");
    }
}
