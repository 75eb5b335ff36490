package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets properties whose names could belong to two streams, or to one stream and to all streams. */
class QuotedKeyTest extends ApplicationFixture {

    @ApplicationScoped
    static class Header {
        void on(@Observes @Stream("header") MessageEvent message) {}
    }

    @ApplicationScoped
    static class Query {
        void on(@Observes @Stream("query") MessageEvent message) {}
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class LongerKey {
        void on(@Observes @Stream("prices.eu") MessageEvent message) {}
    }

    @Test
    void a_stream_keyed_header_keeps_its_headers_to_itself() throws Exception {
        application = Application.of(Header.class, Prices.class)
                .with("eventsource.\"header\".url", server.url("/header"))
                .with("eventsource.\"header\".header.Authorization", "own")
                .with("eventsource.header.X-All", "all")
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
        Exchange one = server.request();
        Exchange other = server.request();
        Exchange header = one.path.equals("/header") ? one : other;
        Exchange prices = header == one ? other : one;
        assertThat(header.headers).containsEntry("Authorization", "own").containsEntry("X-All", "all");
        assertThat(prices.headers).containsEntry("X-All", "all");
        assertThat(prices.headers.values()).doesNotContain("own");
    }

    @ParameterizedTest
    @CsvSource({"url, http://localhost/", "idle-timeout, 10s", "header.Authorization, s3cret", "query.token, s3cret"})
    void a_setting_of_a_stream_keyed_header_needs_quotes(String setting, String value) {
        assertThat(DeploymentProblemsTest.report(Application.of(Header.class)
                        .with("eventsource.\"header\".url", "http://localhost/")
                        .with("eventsource.header." + setting, value)))
                .isEqualTo("""
                        1 problem with event streams:
                        - eventsource.header.%s: a setting of stream "header" needs quotes, \
                        eventsource."header".%s; without them it is a header of all streams""".formatted(setting, setting));
    }

    @Test
    void a_setting_of_a_stream_keyed_query_needs_quotes() {
        assertThat(DeploymentProblemsTest.report(Application.of(Query.class)
                        .with("eventsource.\"query\".url", "http://localhost/")
                        .with("eventsource.query.url", "http://localhost/")))
                .contains("- eventsource.query.url: a setting of stream \"query\" needs quotes,"
                        + " eventsource.\"query\".url; without them it is a query parameter of all streams");
    }

    @Test
    void the_report_of_a_stream_keyed_header_without_url_names_the_property_with_quotes() {
        assertThat(DeploymentProblemsTest.report(Application.of(Header.class)))
                .contains("no URL for stream \"header\": set the property eventsource.\"header\".url (");
    }

    @Test
    void a_program_gets_an_exception_that_demands_quotes() {
        application = Application.of()
                .with("eventsource.\"header\".url", "http://localhost/")
                .with("eventsource.header.url", "http://localhost/")
                .start();
        EventSources sources = application.get(EventSources.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.get("header"))
                .withMessageContaining("a setting of stream \"header\" needs quotes");
    }

    @ApplicationScoped
    static class HeaderWithDot {
        void on(@Observes @Stream("header.eu") MessageEvent message) {}
    }

    @Test
    void a_setting_of_a_key_that_begins_like_a_header_needs_quotes() {
        assertThat(DeploymentProblemsTest.report(Application.of(HeaderWithDot.class)
                        .with("eventsource.\"header.eu\".url", "http://localhost/")
                        .with("eventsource.header.eu.header.Authorization", "s3cret")))
                .isEqualTo("""
                        1 problem with event streams:
                        - eventsource.header.eu.header.Authorization: a setting of stream "header.eu" needs quotes, \
                        eventsource."header.eu".header.Authorization; without them it is a header of all streams""");
    }

    @Test
    void the_header_of_a_key_without_quotes_is_not_sent_to_other_servers() throws Exception {
        application = Application.of(Prices.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.header.eu.header.Authorization", "s3cret")
                .with("eventsource.header.header.X-Key", "s3cret")
                .with("eventsource.header.\"X.header.Y\"", "all")
                .start();
        assertThat(server.request().headers).containsEntry("X.header.Y", "all").doesNotContainValue("s3cret");
    }

    @Test
    void the_query_of_a_key_without_quotes_is_not_sent_to_other_servers() throws Exception {
        application = Application.of(Prices.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.query.eu.query.\"token\"", "s3cret")
                .with("eventsource.header.eu.query.\"token\"", "s3cret")
                .with("eventsource.query.\"a.query.b\"", "all")
                .start();
        assertThat(server.request().path).isEqualTo("/prices?a.query.b=all");
    }

    @ParameterizedTest
    @CsvSource({"idle-timeout, 1m", "header.X, 1", "url, http://localhost/"})
    void a_setting_of_a_key_with_a_dot_has_no_effect_without_quotes(String setting, String value) {
        assertThat(DeploymentProblemsTest.report(Application.of(LongerKey.class)
                        .with("eventsource.\"prices.eu\".url", "http://localhost/")
                        .with("eventsource.prices.eu." + setting, value)))
                .isEqualTo("""
                        1 problem with event streams:
                        - eventsource.prices.eu.%s: a setting of stream "prices.eu" needs quotes, \
                        eventsource."prices.eu".%s; without them it has no effect""".formatted(setting, setting));
    }

    /** EVENTSOURCE_PRICES_EU_URL is the URL of prices-eu. It has a value under the names of other keys, too. */
    @Test
    void a_variable_of_a_key_with_a_dash_is_no_setting_of_a_key_with_a_dot() throws Exception {
        application = Application.of(LongerKey.class)
                .with("eventsource.\"prices.eu\".url", server.url("/prices"))
                .with("eventsource.prices-eu.url", "http://localhost/")
                .with("eventsource.prices.eu.url", "http://localhost/")
                .start();
        assertThat(server.request().path).isEqualTo("/prices");
    }

    @Test
    void a_property_of_a_longer_key_that_lacks_its_quotes_is_reported() {
        assertThat(DeploymentProblemsTest.report(
                        Application.of(LongerKey.class).with("eventsource.prices.eu.url", "http://localhost/")))
                .contains("no URL for stream \"prices.eu\": set the property eventsource.\"prices.eu\".url;"
                        + " eventsource.prices.eu.url is set, but this key needs quotes (");
    }

    @Test
    void a_query_parameter_may_have_the_name_of_a_setting() throws Exception {
        application = Application.of(Prices.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.query.cursor", "7")
                .with("eventsource.query.idle-timeout", "1")
                .with("eventsource.prices.query.method", "all")
                .start();
        assertThat(server.request().path.split("[?&]"))
                .containsExactlyInAnyOrder("/prices", "cursor=7", "idle-timeout=1", "method=all");
    }

    /** Kubernetes sets such variables for a service with the name eventsource-prices. */
    @Test
    void a_variable_of_another_program_is_no_problem() throws Exception {
        OneConfig.install(Map.of(
                "eventsource.prices.url", server.url("/prices"),
                "EVENTSOURCE_PRICES_SERVICE_HOST", "10.0.0.7",
                "eventsource.prices.service.host", "10.0.0.7",
                "EVENTSOURCE_PRICES_PORT_80_TCP_ADDR", "10.0.0.7",
                "eventsource.prices.port[80]tcp.addr", "10.0.0.7"));
        try (LogFixture log = new LogFixture()) {
            application = Application.of(Prices.class).start();
            assertThat(server.request().path).isEqualTo("/prices");
            assertThat(log.messages())
                    .anyMatch(line -> line.startsWith("WARNING the environment variable EVENTSOURCE_PRICES_SERVICE_HOST"
                            + ": no such setting; "));
        } finally {
            OneConfig.remove();
        }
    }

    /** EVENTSOURCE_PRICES_HEADER_URL is the URL of prices-header. A runtime lists it under the other name, too. */
    @Test
    void a_variable_of_a_longer_key_is_no_header() throws Exception {
        OneConfig.install(Map.of(
                "eventsource.prices.url", server.url("/prices"),
                "eventsource.prices.header.X-Own", "own",
                "eventsource.prices-header.url", "http://localhost/?token=s3cret",
                "eventsource.prices.header.url", "http://localhost/?token=s3cret"));
        try {
            application = Application.of(Prices.class).start();
            assertThat(server.request().headers).containsEntry("X-Own", "own").doesNotContainKey("url");
        } finally {
            OneConfig.remove();
        }
    }
}
