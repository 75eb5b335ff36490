package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets properties of keys that no stream has. */
class MisspeltKeyTest extends ApplicationFixture {

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class LivePrices {
        void on(@Observes @Stream("livePrices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class Path {
        void on(@Observes @Stream("/prices") MessageEvent message) {}
    }

    private Application.Builder prices() {
        return Application.of(Prices.class).with("eventsource.prices.url", server.url("/prices"));
    }

    @ParameterizedTest
    @CsvSource({
        "eventsource.price.header.Authorization, price",
        "eventsource.pricess.idle-timeout, pricess",
        "eventsource.PRICES.idle-timeout, PRICES",
        "eventsource.\"price\".header.\"X.Y\", price"
    })
    void a_key_that_is_one_letter_from_a_declared_one_is_warned_of(String property, String key) {
        try (LogFixture log = new LogFixture()) {
            application = prices().with(property, "1s").start();
            assertThat(log.messages())
                    .containsOnlyOnce("WARNING " + property + ": no stream has the key \"" + key
                            + "\"; did you mean stream \"prices\"?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventsource.orders.idle-timeout", "eventsource.header.X", "eventsource.price.eu.url"})
    void other_keys_are_no_subject_of_a_warning(String property) {
        try (LogFixture log = new LogFixture()) {
            application = prices().with(property, "1s").start();
            assertThat(log.messages()).isEmpty();
        }
    }

    /** Some runtimes list the environment variable of a stream without its capitals. */
    @Test
    void an_environment_variable_of_the_declared_key_is_no_subject_of_a_warning() {
        try (LogFixture log = new LogFixture()) {
            application = Application.of(LivePrices.class)
                    .with("eventsource.livePrices.url", server.url("/prices"))
                    .with("EVENTSOURCE_LIVEPRICES_IDLE_TIMEOUT", "1s")
                    .with("eventsource.liveprices.idle.timeout", "1s")
                    .start();
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void an_environment_variable_of_another_key_is_warned_of() {
        try (LogFixture log = new LogFixture()) {
            application = prices().with("EVENTSOURCE_PRICE_IDLE_TIMEOUT", "1s")
                    .with("eventsource.price.idle.timeout", "1s")
                    .start();
            assertThat(log.messages()).anyMatch(line -> line.contains("no stream has the key \"price\""));
        }
    }

    @Test
    void a_similar_key_that_has_a_url_is_no_subject_of_a_warning() {
        try (LogFixture log = new LogFixture()) {
            application = prices().with("eventsource.price.url", server.url("/price"))
                    .with("eventsource.price.idle-timeout", "1s")
                    .start();
            assertThat(log.messages()).isEmpty();
        }
    }

    /** A program may open each URL. */
    @Test
    void a_similar_key_that_is_a_url_is_no_subject_of_a_warning() {
        try (LogFixture log = new LogFixture()) {
            application = Application.of(Path.class)
                    .with("eventsource.base-url", server.url("/"))
                    .with("eventsource.\"/price\".idle-timeout", "1s")
                    .start();
            assertThat(log.messages()).isEmpty();
        }
    }
}
