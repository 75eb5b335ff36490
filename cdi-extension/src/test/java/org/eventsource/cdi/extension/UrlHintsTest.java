package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets the URL of a stream in ways that do not count. */
class UrlHintsTest {

    private static final String MISSING = "- no URL for stream \"prices\": set the property eventsource.prices.url";

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    private static String report(String property, String value) {
        return DeploymentProblemsTest.report(Application.of(Prices.class).with(property, value));
    }

    private static String reportWithConfig(String property, String value) {
        OneConfig.install(Map.of(property, value));
        try {
            return DeploymentProblemsTest.report(Application.of(Prices.class));
        } finally {
            OneConfig.remove();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventsource.prices.url", "eventsource.\"prices\".url"})
    void an_empty_property_is_named(String property) {
        String hint = MISSING + "; " + property + " is set, but empty (";
        assertThat(report(property, "")).contains(hint);
        assertThat(reportWithConfig(property, "")).contains(hint);
    }

    @Test
    void an_empty_variable_is_named() {
        assertThat(reportWithConfig("EVENTSOURCE_PRICES_URL", ""))
                .contains(MISSING + "; the environment variable EVENTSOURCE_PRICES_URL is set, but empty (");
    }

    @ParameterizedTest
    @CsvSource({"%prod.eventsource.prices.url, prod", "%dev.eventsource.\"prices\".url, dev"})
    void a_property_of_another_profile_is_named(String property, String profile) {
        String hint = MISSING + "; " + property + " is set, but counts only with MicroProfile Config, and only in"
                + " the profile " + profile + " (";
        assertThat(report(property, "http://localhost/")).contains(hint);
        assertThat(reportWithConfig(property, "http://localhost/")).contains(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventsources.prices.url", "eventSource.prices.url", "event-source.\"prices\".url"})
    void a_property_with_a_misspelt_prefix_is_named(String property) {
        assertThat(report(property, "http://localhost/"))
                .contains(MISSING + "; " + property + " is set, but the prefix is eventsource (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%prod.eventsource.news.url", "eventsources.news.url", "sources.prices.url", "prices.url"})
    void other_properties_are_not_named(String property) {
        assertThat(report(property, "http://localhost/")).contains(MISSING + " (");
    }
}
