package org.eventsource.cdi.extension.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredKeysTest {

    private static Set<String> found(String... properties) {
        return ConfiguredKeys.in(Set.of(properties), Set.of());
    }

    @Test
    void a_key_is_found_in_each_spelling_of_its_property() {
        assertThat(found("eventsource.prices.url", "eventsource.\"https://h:1/a.b\".url"))
                .containsExactly("https://h:1/a.b", "prices");
    }

    @Test
    void the_default_stream_is_found() {
        assertThat(found("eventsource.url")).containsExactly("");
    }

    @Test
    void a_variable_may_mean_each_key_that_it_is_mapped_from() {
        assertThat(found("EVENTSOURCE_PRICES_EU_URL")).containsExactly("prices-eu", "prices_eu");
    }

    @Test
    void a_variable_that_a_runtime_lists_as_a_property_is_found() {
        assertThat(found("eventsource.prices.eu.url")).containsExactly("prices-eu", "prices_eu");
    }

    @Test
    void other_properties_name_no_stream() {
        assertThat(found("eventsource.base-url", "eventsource.prices.retry", "prices.url"))
                .isEmpty();
    }

    @Test
    void a_header_or_a_query_parameter_with_the_name_url_names_no_stream() {
        assertThat(found("eventsource.query.url", "eventsource.header.url", "eventsource.prices.query.url"))
                .isEmpty();
    }

    @Test
    void the_variable_of_the_base_url_names_no_stream() {
        assertThat(found("EVENTSOURCE_BASE_URL", "eventsource.base.url", "eventsource.base-url"))
                .isEmpty();
    }

    @Test
    void the_key_base_is_found_without_that_variable() {
        assertThat(found("eventsource.base.url")).containsExactly("base");
    }

    @Test
    void a_property_that_may_mean_a_declared_key_means_no_other() {
        assertThat(ConfiguredKeys.in(
                        Set.of("EVENTSOURCE_PRICES_EU_URL", "eventsource.prices.eu.url", "eventsource.rates.url"),
                        Set.of("prices-eu")))
                .containsExactly("rates");
    }
}
