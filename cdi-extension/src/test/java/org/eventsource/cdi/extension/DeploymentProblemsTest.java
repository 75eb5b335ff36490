package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentProblemsTest {

    private static final String SOURCES = "Settings were read from system properties, the environment and"
            + " META-INF/eventsource.properties, which is not there";

    @Dependent
    static class Prices {
        @Inject
        @org.eventsource.cdi.Stream("prices")
        EventSource source;
    }

    static String report(Application.Builder application) {
        Throwable failure = catchThrowable(() -> application.start().close());
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(DeploymentException.class::isInstance)
                .map(Throwable::getMessage)
                .filter(message -> message.contains("with event streams"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no report", failure));
    }

    @Test
    void a_stream_without_url_is_reported_with_its_place_and_the_property() {
        assertThat(report(Application.of(Prices.class))).isEqualTo("""
                        1 problem with event streams:
                        - no URL for stream "prices": set the property eventsource.prices.url \
                        (injection point org.eventsource.cdi.extension.DeploymentProblemsTest$Prices.source)
                        """ + SOURCES);
    }

    @Test
    void a_property_that_a_value_refers_to_and_that_is_missing_is_reported_with_what_was_read() {
        assertThat(report(Application.of(Prices.class).with("eventsource.prices.url", "http://${nowhere}/")))
                .isEqualTo("""
                        1 problem with event streams:
                        - eventsource.prices.url: the property nowhere is not set \
                        (injection point org.eventsource.cdi.extension.DeploymentProblemsTest$Prices.source)
                        """ + SOURCES);
    }

    @Test
    void a_program_that_names_a_stream_without_url_gets_to_know_what_was_read() {
        try (Application application = Application.of().start()) {
            EventSources sources = application.get(EventSources.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sources.get("prices"))
                    .withMessage(
                            "no URL for stream \"prices\": set the property eventsource.prices.url (" + SOURCES + ")");
        }
    }

    @ApplicationScoped
    static class Bad {
        void on(@Observes @org.eventsource.cdi.Stream MessageEvent message) {}

        void query(@Observes @org.eventsource.cdi.Stream("/a?b") MessageEvent message) {}

        @Inject
        void init(@org.eventsource.cdi.Stream("${host}/x") EventSource source) {}
    }

    @Test
    void all_problems_are_in_one_report() {
        assertThat(report(Application.of(Prices.class, Bad.class)
                        .with("eventsource.prices.url", "http://user:secret@host/a name")
                        .with("eventsource.\"prices\".idle-timeout", "soon")
                        .with("eventsource.prices.idle-timout", "10s")
                        .with("eventsource.prices.shared", "no")
                        .with("eventsource.prices.request-context", "1")
                        .with("eventsource.prices.on-failure", "stop")
                        .with("eventsource.prices.header.\"Cache-Control\"", "text/plain")
                        .with("eventsource.prices.reconnect-on", "200")))
                .isEqualTo("""
                        11 problems with event streams:
                        - no URL for the default stream: set the property eventsource.url \
                        (observer org.eventsource.cdi.extension.DeploymentProblemsTest$Bad.on(MessageEvent))
                        - no URL for stream "${host}/x": the property host is not set; \
                        set the property eventsource."${host}/x".url (injection point parameter 1 of \
                        org.eventsource.cdi.extension.DeploymentProblemsTest$Bad.init(EventSource))
                        - no URL for stream "/a": set the property eventsource.base-url or eventsource."<key>".url \
                        (observer org.eventsource.cdi.extension.DeploymentProblemsTest$Bad.query(MessageEvent))
                        - eventsource.prices.idle-timout: no such setting; did you mean idle-timeout?
                        - eventsource.prices.reconnect-on: \
                        not a list of statuses from 400 to 599 such as 429,503, or none: "200"
                        - eventsource."prices".idle-timeout: \
                        not a duration such as 10s, 500ms, 2m or PT1H: "soon"
                        - eventsource.prices.shared: not true or false: "no"
                        - eventsource.prices.request-context: not true or false: "1"
                        - eventsource.prices.on-failure: not retry, continue or close: "stop"
                        - eventsource.prices.header."Cache-Control": header name: "Cache-Control" is set by the library alone
                        - eventsource.prices.url: not a URL: Illegal character in path at index 25 \
                        (injection point org.eventsource.cdi.extension.DeploymentProblemsTest$Prices.source)
                        """ + SOURCES);
    }

    @Test
    void a_bad_value_for_all_streams_is_reported_once() {
        assertThat(report(Application.of(Prices.class, Bad.class)
                        .with("eventsource.url", "http://localhost/")
                        .with("eventsource.prices.url", "http://localhost/")
                        .with("eventsource.base-url", "http://localhost/")
                        .with("host", "http://localhost")
                        .with("eventsource.max-event-size", "4GiB")))
                .isEqualTo("""
                        1 problem with event streams:
                        - eventsource.max-event-size: \
                        not a size in bytes such as 65536, 64KiB or 16MiB: "4GiB\"""");
    }

    @Test
    void a_variable_of_another_key_is_no_problem() {
        // Some runtimes list EVENTSOURCE_PRICES_EU_URL as this property. It belongs to the key prices-eu.
        try (Application application = Application.of(Prices.class)
                .with("eventsource.prices.url", "http://localhost/")
                .with("eventsource.prices.eu.url", "http://localhost/eu")
                .start()) {
            assertThat(application.get(Prices.class).source.url()).hasToString("http://localhost/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prices.heder.authorization", "prices.reconect.on", "\"prices\".eu.url"})
    void a_property_that_is_no_variable_of_another_key_is_a_problem(String name) {
        assertThat(report(Application.of(Prices.class)
                        .with("eventsource.prices.url", "http://localhost/")
                        .with("eventsource." + name, "x")))
                .contains("- eventsource." + name + ": no such setting");
    }

    @Test
    void a_misspelt_setting_for_all_streams_is_warned_of() {
        try (LogFixture log = new LogFixture();
                Application application = Application.of(Prices.class)
                        .with("eventsource.prices.url", "http://localhost/")
                        .with("eventsource.reconection-time", "1s")
                        .with("eventsource.orders", "http://localhost/")
                        .start()) {
            assertThat(application).isNotNull();
            assertThat(log.messages())
                    .containsExactly(
                            "WARNING eventsource.orders: no such setting; did you mean eventsource.orders.url?",
                            "WARNING eventsource.reconection-time: no such setting; did you mean reconnection-time?");
        }
    }

    private static Application.Builder prices() {
        return Application.of(Prices.class).with("eventsource.prices.url", "http://localhost/");
    }

    @ParameterizedTest
    @CsvSource({
        "headers.Authorization, header.Authorization",
        "heder.X-A, header.X-A",
        "header, header.\"<name>\", query.\"<name>\"",
        "idle-timeuot, idle-timeout",
        "ulr, url",
        "max-event-sise, max-event-size",
        "URL, url",
        "HEADER.X, header.X",
        "maxEventSize, max-event-size",
        "lastEventIdQuery, last-event-id-query"
    })
    void a_setting_that_is_near_is_suggested(String written, String meant) {
        assertThat(report(prices().with("eventsource.prices." + written, "x")))
                .contains("- eventsource.prices." + written + ": no such setting; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "token", "timeout"})
    void where_none_is_near_all_are_named(String written) {
        assertThat(report(prices().with("eventsource.prices." + written, "x")))
                .contains("- eventsource.prices." + written
                        + ": no such setting; the settings are url, reconnection-time, max-reconnection-time, ")
                .endsWith(", header.\"<name>\", query.\"<name>\"");
    }

    @ApplicationScoped
    static class DefaultStream {
        void on(@Observes @org.eventsource.cdi.Stream MessageEvent message) {}
    }

    @ParameterizedTest
    @CsvSource({
        "reconection-time, 1s, did you mean reconnection-time?",
        "headers.Authorization, x, did you mean header.Authorization?",
        "bse-url, http://localhost/, did you mean base-url?",
        "orders, http://localhost/, did you mean eventsource.orders.url?"
    })
    void a_misspelt_setting_of_all_streams_is_a_warning_for_the_default_stream_too(
            String written, String value, String advice) {
        try (LogFixture log = new LogFixture();
                Application application = Application.of(DefaultStream.class)
                        .with("eventsource.url", "http://127.0.0.1:1/")
                        .with("eventsource." + written, value)
                        .start()) {
            assertThat(application).isNotNull();
            assertThat(log.messages()).contains("WARNING eventsource." + written + ": no such setting; " + advice);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pices", "pricess", "pricse", "Prices", "price5"})
    void a_key_that_is_one_letter_from_a_configured_one_is_suggested(String configured) {
        assertThat(report(Application.of(Prices.class).with("eventsource." + configured + ".url", "http://localhost/")))
                .contains("- no URL for stream \"prices\": set the property eventsource.prices.url;"
                        + " did you mean stream \"" + configured + "\"? (");
    }

    @Test
    void a_key_in_quotes_is_suggested_too() {
        assertThat(report(Application.of(Prices.class).with("eventsource.\"price.s\".url", "http://localhost/")))
                .contains("; did you mean stream \"price.s\"? (");
    }

    @Test
    void a_key_that_is_further_away_is_not_suggested() {
        assertThat(report(Application.of(Prices.class).with("eventsource.orders.url", "http://localhost/")))
                .doesNotContain("did you mean");
    }

    @ApplicationScoped
    static class Nameless {
        void on(@Observes @org.eventsource.cdi.Stream("http://${}/x") MessageEvent message) {}
    }

    @Test
    void an_expression_without_a_name_in_a_key_is_reported_with_its_place() {
        assertThat(report(Application.of(Nameless.class)))
                .contains("- no URL for stream \"http://${}/x\": the expression ${ at index 7 has no name;"
                        + " write ${name} or ${name:default}; set the property eventsource.\"http://${}/x\".url"
                        + " (observer org.eventsource.cdi.extension.DeploymentProblemsTest$Nameless.on(MessageEvent))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://${}/", "http://${:x}/", "http://${ }/"})
    void an_expression_without_a_name_in_a_value_is_reported_with_its_property(String value) {
        assertThat(report(Application.of(Prices.class).with("eventsource.prices.url", value)))
                .contains("- eventsource.prices.url: the expression ${ at index 7 has no name;"
                        + " write ${name} or ${name:default} (injection point ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://${}/", "http://${:x}/"})
    void an_expression_without_a_name_that_microprofile_config_would_expand_is_reported(String value) {
        OneConfig.install(Map.of("eventsource.prices.url", value));
        try {
            assertThat(report(Application.of(Prices.class)))
                    .contains("- eventsource.prices.url: the expression ${ at index 7 has no name;");
        } finally {
            OneConfig.remove();
        }
    }

    @Test
    void an_expression_that_refers_to_itself_is_reported_as_such_with_microprofile_config_too() {
        OneConfig.install(Map.of("eventsource.prices.url", "http://${eventsource.prices.url}/"));
        try {
            assertThat(report(Application.of(Prices.class)))
                    .contains("- eventsource.prices.url: ${eventsource.prices.url} refers to itself (injection point ");
        } finally {
            OneConfig.remove();
        }
    }

    private static String reportWithFile(String name, Path directory) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "eventsource.prices.url = http://localhost/\n");
        Thread thread = Thread.currentThread();
        ClassLoader outer = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, outer)) {
            thread.setContextClassLoader(loader);
            return report(Application.of(Prices.class));
        } finally {
            thread.setContextClassLoader(outer);
        }
    }

    @Test
    void a_file_of_microprofile_config_that_is_not_read_is_reported(@TempDir Path directory) throws IOException {
        assertThat(reportWithFile("META-INF/microprofile-config.properties", directory))
                .endsWith("\n" + SOURCES + ", and not from the file META-INF/microprofile-config.properties, which is"
                        + " there, but counts only with MicroProfile Config:"
                        + " move its properties to META-INF/eventsource.properties");
    }

    @Test
    void a_file_of_ours_that_is_not_read_is_reported(@TempDir Path directory) throws IOException {
        OneConfig.install(Map.of());
        try {
            assertThat(reportWithFile("META-INF/eventsource.properties", directory))
                    .endsWith("\nSettings were read from MicroProfile Config (one),"
                            + " and not from the file META-INF/eventsource.properties, which is there,"
                            + " but counts only without MicroProfile Config:"
                            + " move its properties to META-INF/microprofile-config.properties");
        } finally {
            OneConfig.remove();
        }
    }
}
