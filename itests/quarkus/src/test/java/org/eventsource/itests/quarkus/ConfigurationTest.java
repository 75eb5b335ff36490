package org.eventsource.itests.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.eventsource.cdi.EventSources;
import org.junit.jupiter.api.Test;

/** The properties of Quarkus' MicroProfile Config. */
@QuarkusTest
@QuarkusTestResource(BehaviourServerResource.class)
class ConfigurationTest {

    @Inject
    EventSources sources;

    @Test
    void a_value_that_cannot_be_expanded_is_a_problem() {
        assertThatThrownBy(() -> sources.get("unexpanded"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("eventsource.unexpanded.url: the property nowhere is not set");
    }

    @Test
    void a_default_may_be_empty() {
        assertThat(sources.builder("emptied")).isNotNull();
    }
}
