package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets lists as files in YAML give them: SmallRye Config adds the whole list as one value, Helidon does not. */
class ListSettingsTest extends ApplicationFixture {

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    private final Map<String, String> properties =
            new HashMap<>(Map.of("eventsource.prices.url", server.url("/prices")));

    @AfterEach
    void remove() {
        OneConfig.remove();
    }

    private Application.Builder application(Map<String, String> lists) {
        properties.putAll(lists);
        OneConfig.install(properties);
        return Application.of(Prices.class);
    }

    @Test
    void the_elements_of_a_list_that_is_also_one_value_are_no_problem() throws Exception {
        try (LogFixture log = new LogFixture()) {
            application = application(Map.of(
                            "eventsource.prices.reconnect-on", "429,503",
                            "eventsource.prices.reconnect-on[0]", "429",
                            "eventsource.prices.reconnect-on[1]", "503",
                            "eventsource.reconnect-on", "500",
                            "eventsource.reconnect-on[0]", "500"))
                    .start();
            server.request().refuse(429);
            assertThat(server.request().path).isEqualTo("/prices");
            assertThat(log.messages()).noneMatch(line -> line.contains("reconnect-on"));
        }
    }

    @Test
    void the_elements_of_a_list_that_is_also_one_value_are_no_query_parameters() throws Exception {
        application = application(Map.of(
                        "eventsource.prices.query.symbol", "A,B",
                        "eventsource.prices.query.symbol[0]", "A",
                        "eventsource.prices.query.symbol[1]", "B",
                        "eventsource.prices.query.\"other[0]\"", "C"))
                .start();
        assertThat(server.request().path).isEqualTo("/prices?other%5B0%5D=C&symbol=A%2CB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reconnect-on.0", "reconnect-on[0]"})
    void an_element_without_the_list_as_one_value_is_a_problem(String setting) {
        assertThat(DeploymentProblemsTest.report(application(Map.of("eventsource.prices." + setting, "429"))))
                .isEqualTo("""
                        1 problem with event streams:
                        - eventsource.prices.%s: no such setting; \
                        a list is one text, such as reconnect-on: "429,503\"""".formatted(setting));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reconnect-on.0", "reconnect-on[0]"})
    void an_element_of_a_list_for_all_streams_is_warned_of(String setting) {
        try (LogFixture log = new LogFixture()) {
            application = application(Map.of("eventsource." + setting, "429")).start();
            assertThat(log.messages())
                    .contains("WARNING eventsource." + setting
                            + ": no such setting; a list is one text, such as reconnect-on: \"429,503\"");
        }
    }
}
