package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void a_stream_without_url_is_told_with_its_place_and_the_property() {
        assertThat(report(Application.of(Prices.class))).isEqualTo("""
                        1 problem with event streams:
                        - no URL for stream "prices": set the property eventsource.prices.url \
                        (injection point org.eventsource.cdi.extension.DeploymentProblemsTest$Prices.source)
                        """ + SOURCES);
    }

    @ApplicationScoped
    static class Bad {
        void on(@Observes @org.eventsource.cdi.Stream MessageEvent message) {}

        void query(@Observes @org.eventsource.cdi.Stream("/a?b") MessageEvent message) {}

        @Inject
        void init(@org.eventsource.cdi.Stream("${host}/x") EventSource source) {}
    }

    @Test
    void all_problems_are_told_in_one_report() {
        assertThat(report(Application.of(Prices.class, Bad.class)
                        .with("eventsource.prices.url", "http://user:secret@host/a name")
                        .with("eventsource.\"prices\".idle-timeout", "soon")
                        .with("eventsource.prices.idle-timout", "10s")
                        .with("eventsource.prices.shared", "no")
                        .with("eventsource.prices.request-context", "1")
                        .with("eventsource.prices.on-failure", "stop")
                        .with("eventsource.prices.header.\"Accept\"", "text/plain")
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
                        - eventsource.prices.on-failure: not continue or close: "stop"
                        - eventsource.prices.header."Accept": header name: "Accept" is set by the library alone
                        - eventsource.prices.url: not a URL: Illegal character in path at index 25 \
                        (injection point org.eventsource.cdi.extension.DeploymentProblemsTest$Prices.source)
                        """ + SOURCES);
    }

    @Test
    void a_bad_value_for_all_streams_is_told_once() {
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
    void what_the_environment_says_of_another_key_is_no_problem() {
        // EVENTSOURCE_PRICES_EU_URL as some runtimes list it: it is of the key prices-eu.
        try (Application application = Application.of(Prices.class)
                .with("eventsource.prices.url", "http://localhost/")
                .with("eventsource.prices.eu.url", "http://localhost/eu")
                .start()) {
            assertThat(application.get(Prices.class).source.url()).hasToString("http://localhost/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prices.heder.authorization", "prices.reconect.on", "\"prices\".eu.url"})
    void what_the_environment_cannot_say_of_another_key_is_a_problem(String name) {
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
}
