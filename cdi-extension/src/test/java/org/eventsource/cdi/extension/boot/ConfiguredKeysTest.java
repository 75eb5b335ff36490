package org.eventsource.cdi.extension.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredKeysTest {

    @Test
    void a_key_is_found_in_each_spelling_of_its_property() {
        assertThat(ConfiguredKeys.in(Set.of("eventsource.prices.url", "eventsource.\"https://h:1/a.b\".url")))
                .containsExactly("https://h:1/a.b", "prices");
    }

    @Test
    void the_default_stream_is_found() {
        assertThat(ConfiguredKeys.in(Set.of("eventsource.url"))).containsExactly("");
    }

    @Test
    void a_variable_may_mean_each_key_that_it_is_mapped_from() {
        assertThat(ConfiguredKeys.in(Set.of("EVENTSOURCE_PRICES_EU_URL"))).containsExactly("prices-eu", "prices_eu");
    }

    @Test
    void a_variable_that_a_runtime_lists_as_a_property_is_found() {
        assertThat(ConfiguredKeys.in(Set.of("eventsource.prices.eu.url"))).containsExactly("prices-eu", "prices_eu");
    }

    @Test
    void other_properties_name_no_stream() {
        assertThat(ConfiguredKeys.in(Set.of("eventsource.base-url", "eventsource.prices.retry", "prices.url")))
                .isEmpty();
    }
}
