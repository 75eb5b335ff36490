package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.Test;

class ConfiguredStreamTest extends ApplicationFixture {

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class States {
        void open(@Observes @Stream("prices") OpenEvent open, Recorder recorder) {
            recorder.record(open);
        }

        void error(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
            recorder.record(error);
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
    void a_header_of_a_stream_replaces_a_header_of_all_streams() throws Exception {
        application = application(Prices.class)
                .with("eventsource.header.\"X-All\"", "all")
                .with("eventsource.header.Authorization", "all")
                .with("eventsource.prices.header.\"authorization\"", "own")
                .start();
        Exchange exchange = server.request();
        assertThat(exchange.headers).containsEntry("X-All", "all").containsEntry("Authorization", "own");
    }

    @Test
    void a_query_of_a_stream_replaces_a_query_of_all_streams() throws Exception {
        application = application(Prices.class)
                .with("eventsource.query.\"all\"", "1&2")
                .with("eventsource.query.token", "all")
                .with("eventsource.prices.query.\"token\"", "own")
                .with("eventsource.prices.query.Token", "another")
                .start();
        assertThat(server.request().path).isEqualTo("/prices?Token=another&all=1%262&token=own");
    }

    @Test
    void the_last_event_id_is_sent_in_the_query_that_is_named() throws Exception {
        application = application(Prices.class)
                .with("eventsource.prices.last-event-id", "7")
                .with("eventsource.prices.last-event-id-query", "since")
                .start();
        Exchange exchange = server.request();
        assertThat(exchange.path).isEqualTo("/prices?since=7");
        assertThat(exchange.headers).containsEntry("Last-Event-ID", "7");
    }

    @Test
    void the_header_accept_can_be_set() throws Exception {
        application = application(Prices.class)
                .with("eventsource.prices.header.Accept", "application/json, text/event-stream")
                .start();
        assertThat(server.request().headers).containsEntry("Accept", "application/json, text/event-stream");
    }

    @ApplicationScoped
    @Stream("prices")
    static class Token implements RequestCustomizer {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public void customize(Request request) {
            request.query("token", "t" + calls.incrementAndGet());
        }
    }

    @Test
    void a_customizer_sets_a_query_of_each_request() throws Exception {
        application = application(Prices.class, Token.class)
                .with("eventsource.prices.query.token", "replaced")
                .with("eventsource.prices.reconnection-time", "100ms")
                .start();
        Exchange first = server.request();
        assertThat(first.path).isEqualTo("/prices?token=t1");
        first.refuse(503);
        assertThat(server.request().path).isEqualTo("/prices?token=t2");
    }

    @ApplicationScoped
    static class News {
        void on(@Observes @Stream("news") MessageEvent message) {}
    }

    @ApplicationScoped
    @Stream("prices")
    static class Credentials implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("Authorization", "secret");
            request.query("token", "secret");
        }
    }

    @Test
    void a_customizer_of_a_stream_leaves_requests_of_other_streams_alone() throws Exception {
        application = application(Prices.class, News.class, Credentials.class)
                .with("eventsource.news.url", server.url("/news"))
                .start();
        Map<String, Exchange> requests = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            Exchange request = server.request();
            requests.put(request.path, request);
        }
        assertThat(requests).containsOnlyKeys("/prices?token=secret", "/news");
        assertThat(requests.get("/prices?token=secret").headers).containsEntry("Authorization", "secret");
        assertThat(requests.get("/news").headers).doesNotContainKey("Authorization");
    }

    @Test
    void a_customizer_of_a_stream_leaves_requests_of_streams_opened_by_url_alone() throws Exception {
        application = application(Prices.class, Credentials.class).start();
        server.request();
        application.get(EventSources.class).open(server.url("/other"));
        Exchange request = server.request();
        assertThat(request.path).isEqualTo("/other");
        assertThat(request.headers).doesNotContainKey("Authorization");
    }

    @ApplicationScoped
    @Stream("prices")
    static class Order implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.body("application/json", new byte[] {'{', '}'});
        }
    }

    @Test
    void a_customizer_gives_the_body_of_a_method_that_is_set() throws Exception {
        application = application(Prices.class, Order.class)
                .with("eventsource.prices.method", "post")
                .start();
        Exchange exchange = server.request();
        assertThat(exchange.method).isEqualTo("POST");
        assertThat(exchange.headers).containsEntry("Content-Type", "application/json");
    }

    @Test
    void a_body_without_a_method_that_has_one_fails_the_attempt() throws Exception {
        application = application(States.class, Recorder.class, Order.class).start();
        assertThat(((ErrorEvent) application.get(Recorder.class).next()).reason())
                .isEqualTo("a request customizer gave a body, but the method is GET, which has none");
    }

    @Test
    void a_stream_whose_request_must_not_be_repeated_ends_with_its_connection() throws Exception {
        application = application(States.class, Recorder.class)
                .with("eventsource.prices.method", "POST")
                .start();
        server.request().refuse(503);
        assertThat(((ErrorEvent) application.get(Recorder.class).next()).readyState())
                .isEqualTo(ReadyState.CLOSED);
    }

    @ApplicationScoped
    static class Messages {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @Test
    void a_stream_may_be_compressed_if_that_is_set() throws Exception {
        application = application(Messages.class, Recorder.class)
                .with("eventsource.prices.compression", "true")
                .start();
        Exchange exchange = server.request();
        assertThat(exchange.headers).containsEntry("Accept-Encoding", "gzip, deflate");
        exchange.openCompressed("data: packed\n\n");
        assertThat(application.get(Recorder.class).next()).isEqualTo("packed");
    }

    @Test
    void a_stream_is_not_compressed_if_only_others_are() throws Exception {
        application = application(Prices.class)
                .with("eventsource.compression", "true")
                .with("eventsource.prices.compression", "false")
                .start();
        assertThat(server.request().headers.getOrDefault("Accept-Encoding", "")).doesNotContain("gzip");
    }

    /** Streams are opened after the observers of the start. */
    @ApplicationScoped
    static class Start {

        private volatile long at;

        void on(@Observes Startup startup) {
            at = System.nanoTime();
        }

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - at);
        }
    }

    @Test
    void the_first_attempt_waits_for_its_initial_delay() throws Exception {
        application = application(Prices.class, Start.class)
                .with("eventsource.prices.initial-delay", "700ms")
                .start();
        server.request();
        assertThat(application.get(Start.class).elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void a_stream_without_a_delay_does_not_wait_for_another_one() throws Exception {
        application = application(Prices.class, News.class)
                .with("eventsource.news.url", server.url("/news"))
                .with("eventsource.prices.initial-delay", "700ms")
                .start();
        assertThat(server.request().path).isEqualTo("/news");
        assertThat(server.request().path).isEqualTo("/prices");
    }

    @Test
    void no_redirect_is_followed_if_that_is_set() throws Exception {
        application = application(States.class, Recorder.class)
                .with("eventsource.prices.follow-redirects", "never")
                .start();
        server.request().redirect("/elsewhere");
        assertThat(((ErrorEvent) application.get(Recorder.class).next()).kind()).isEqualTo(ErrorKind.REDIRECT);
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void a_redirect_to_another_origin_is_not_followed_if_that_is_set() throws Exception {
        application = application(States.class, Recorder.class)
                .with("eventsource.follow-redirects", "same-origin")
                .start();
        server.request().redirect("/elsewhere");
        Exchange second = server.request();
        assertThat(second.path).isEqualTo("/elsewhere");
        second.redirect(server.url("/").replace("127.0.0.1", "localhost"));
        assertThat(((ErrorEvent) application.get(Recorder.class).next()).kind()).isEqualTo(ErrorKind.REDIRECT);
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void a_redirect_to_another_origin_is_followed_by_default() throws Exception {
        application = application(Prices.class).start();
        server.request().redirect(server.url("/elsewhere").replace("127.0.0.1", "localhost"));
        assertThat(server.request().path).isEqualTo("/elsewhere");
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
    void settings_come_from_microprofile_config_where_there_is_one() throws Exception {
        OneConfig.install(Map.of(
                "eventsource.prices.url", server.url("/microprofile"), "eventsource.prices.header.\"X-A\"", "a"));
        try {
            application = application(Prices.class).start();
            Exchange exchange = server.request();
            assertThat(exchange.path).isEqualTo("/microprofile");
            assertThat(exchange.headers).containsEntry("X-A", "a");
        } finally {
            OneConfig.remove();
        }
    }

    @Test
    void a_value_that_microprofile_config_cannot_expand_is_a_problem() {
        OneConfig.install(Map.of(
                "eventsource.prices.url",
                server.url("/microprofile"),
                "eventsource.prices.header.Authorization",
                "Bearer ${TOKEN}"));
        try {
            assertThat(DeploymentProblemsTest.report(Application.of(Prices.class)))
                    .isEqualTo("""
                        1 problem with event streams:
                        - eventsource.prices.header.Authorization: the property TOKEN is not set
                        Settings were read from MicroProfile Config (one)""");
        } finally {
            OneConfig.remove();
        }
    }
}
