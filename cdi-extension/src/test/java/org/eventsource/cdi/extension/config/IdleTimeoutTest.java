package org.eventsource.cdi.extension.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.junit.jupiter.api.Test;

/** The default of {@code idle-timeout}, which depends on the stream. */
class IdleTimeoutTest {

    private static final String URL = "eventsource.prices.url";
    private static final String RECONNECT = "eventsource.prices.reconnect";

    private record Properties(Map<String, String> values) implements Configuration {

        @Override
        public Optional<String> value(String name) {
            return written(name);
        }

        @Override
        public Optional<String> written(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public String sources() {
            return "Settings were read from this test";
        }

        @Override
        public Set<String> names() {
            return values.keySet();
        }
    }

    private static Duration declared(Map<String, String> values) {
        return new SettingsReader(new Properties(values))
                .read(new InjectionDeclaration("prices", "a test"))
                .get(Setting.IDLE_TIMEOUT);
    }

    @Test
    void is_5_minutes_for_a_declared_stream() {
        assertThat(declared(Map.of(URL, "http://localhost/"))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void is_off_for_a_declared_stream_that_does_not_reconnect() {
        assertThat(declared(Map.of(URL, "http://localhost/", RECONNECT, "false")))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void is_off_for_a_declared_stream_whose_method_does_not_reconnect() {
        assertThat(declared(Map.of(URL, "http://localhost/", "eventsource.prices.method", "POST")))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void is_5_minutes_for_a_declared_POST_that_reconnects() {
        assertThat(declared(Map.of(URL, "http://localhost/", RECONNECT, "true", "eventsource.prices.method", "POST")))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void is_what_the_application_sets_for_a_stream_that_does_not_reconnect() {
        assertThat(declared(
                        Map.of(URL, "http://localhost/", RECONNECT, "false", "eventsource.prices.idle-timeout", "7s")))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void is_off_for_a_stream_that_a_program_names() {
        assertThat(new SettingsReader(new Properties(Map.of(URL, "http://localhost/")))
                        .read("prices")
                        .get(Setting.IDLE_TIMEOUT))
                .isEqualTo(Duration.ZERO);
    }
}
