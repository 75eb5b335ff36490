package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfiguredStreamTest {

    private final StreamServer server = new StreamServer();
    private @Nullable Application application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        server.close();
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class States {
        void open(@Observes @Stream("prices") OpenEvent open, Recorder recorder) {
            recorder.hear(open);
        }

        void error(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
            recorder.hear(error);
        }
    }

    @Dependent
    static class Injected {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    private Application.Builder application(Class<?>... classes) {
        return Application.of(classes).with("eventsource.prices.url", server.url("/prices"));
    }

    @Test
    void headers_are_sent_the_stream_s_own_before_those_of_all() throws Exception {
        application = application(Prices.class)
                .with("eventsource.header.\"X-All\"", "all")
                .with("eventsource.header.Authorization", "all")
                .with("eventsource.prices.header.\"authorization\"", "own")
                .start();
        Exchange exchange = server.request();
        assertThat(exchange.headers).containsEntry("X-All", "all").containsEntry("Authorization", "own");
    }

    @Test
    void what_comes_to_nothing_is_not_set() throws Exception {
        application = application(Prices.class)
                .with("eventsource.prices.header.Authorization", "${NOWHERE:}")
                .with("eventsource.prices.connect-timeout", "${NOWHERE:}")
                .start();
        assertThat(server.request().headers).doesNotContainKey("Authorization");
    }

    @Test
    void the_last_event_id_is_sent() throws Exception {
        application = application(Prices.class)
                .with("eventsource.\"prices\".last-event-id", "7")
                .start();
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "7");
    }

    @Test
    void a_setting_of_all_streams_counts_where_the_stream_has_none() {
        application = application(Injected.class)
                .with("eventsource.with-credentials", "true")
                .start();
        assertThat(application.get(Injected.class).source.withCredentials()).isTrue();
    }

    @Test
    void a_server_that_is_about_to_start_may_answer_404() throws Exception {
        application = application(States.class, Recorder.class).start();
        server.request().refuse(404);
        server.request().open();
        Recorder recorder = application.get(Recorder.class);
        assertThat(((ErrorEvent) recorder.next()).readyState()).isEqualTo(ReadyState.CONNECTING);
        assertThat(recorder.next()).isInstanceOf(OpenEvent.class);
    }

    @Test
    void without_grace_a_404_is_the_end() throws Exception {
        application = application(States.class, Recorder.class)
                .with("eventsource.prices.startup-grace", "0s")
                .start();
        server.request().refuse(404);
        assertThat(((ErrorEvent) application.get(Recorder.class).next()).readyState())
                .isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void without_grace_a_503_is_tried_again() throws Exception {
        application = application(States.class, Recorder.class)
                .with("eventsource.startup-grace", "0s")
                .start();
        server.request().refuse(503);
        assertThat(((ErrorEvent) application.get(Recorder.class).next()).readyState())
                .isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void the_statuses_that_are_tried_again_can_be_none() throws Exception {
        application = application(States.class, Recorder.class)
                .with("eventsource.startup-grace", "0s")
                .with("eventsource.reconnect-on", "none")
                .start();
        server.request().refuse(503);
        assertThat(((ErrorEvent) application.get(Recorder.class).next()).readyState())
                .isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void microprofile_config_is_asked_where_there_is_one() throws Exception {
        ConfigProviderResolver.setInstance(new OneConfig(Map.of(
                "eventsource.prices.url", server.url("/microprofile"), "eventsource.prices.header.\"X-A\"", "a")));
        try {
            application = application(Prices.class).start();
            Exchange exchange = server.request();
            assertThat(exchange.path).isEqualTo("/microprofile");
            assertThat(exchange.headers).containsEntry("X-A", "a");
        } finally {
            ConfigProviderResolver.setInstance(null);
        }
    }

    @Test
    void a_value_that_microprofile_config_cannot_expand_is_a_problem() {
        ConfigProviderResolver.setInstance(new OneConfig(Map.of(
                "eventsource.prices.url",
                server.url("/microprofile"),
                "eventsource.prices.header.Authorization",
                "Bearer ${TOKEN}")));
        try {
            assertThat(DeploymentProblemsTest.report(Application.of(Prices.class)))
                    .isEqualTo("""
                    1 problem with event streams:
                    - eventsource.prices.header.Authorization: the property TOKEN is not set""");
        } finally {
            ConfigProviderResolver.setInstance(null);
        }
    }

    /** A configuration of fixed values, which has none for any expression. */
    private static final class OneConfig extends ConfigProviderResolver implements Config {

        private final Map<String, String> values;

        private OneConfig(Map<String, String> values) {
            this.values = new HashMap<>(values);
        }

        @Override
        public Config getConfig() {
            return this;
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return this;
        }

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            return Optional.ofNullable(getConfigValue(name).getValue()).map(type::cast);
        }

        @Override
        public Iterable<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public <T> T getValue(String name, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            return new OneValue(name, values.get(name));
        }

        @Override
        public Iterable<org.eclipse.microprofile.config.spi.ConfigSource> getConfigSources() {
            return List.of();
        }

        @Override
        public <T> Optional<org.eclipse.microprofile.config.spi.Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalArgumentException();
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerConfig(Config config, ClassLoader classLoader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void releaseConfig(Config config) {
            throw new UnsupportedOperationException();
        }
    }

    private record OneValue(String name, @Nullable String raw) implements ConfigValue {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String getValue() {
            return raw == null || raw.contains("${") ? null : raw;
        }

        @Override
        public @Nullable String getRawValue() {
            return raw;
        }

        @Override
        public @Nullable String getSourceName() {
            return null;
        }

        @Override
        public int getSourceOrdinal() {
            return 0;
        }
    }
}
