package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses keys that a program builds. The library treats them as data. */
class RunTimeKeyTest extends ApplicationFixture {

    private EventSources start(Class<?>... classes) {
        application = application(classes).start();
        return application.get(EventSources.class);
    }

    private Application.Builder application(Class<?>... classes) {
        return Application.of(classes)
                .with("eventsource.base-url", server.url("/app/"))
                .with("eventsource.header.X-All", "all")
                .with("db.password", "s3cret")
                .with("eventsource.\"/prices/{symbol}\".header.X-Prices", "prices");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/prices/${db.password}",
                "/prices/${nowhere:x}",
                "http://127.0.0.1:1/${db.password}",
                "${db.password}"
            })
    void expressions_in_it_are_not_expanded(String key) {
        EventSources sources = start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.builder(key))
                .withMessageContaining("${ in a key that is given at run time is not expanded")
                .withMessageNotContaining("s3cret");
        assertThatIllegalArgumentException().isThrownBy(() -> sources.get(key));
        assertThat(server.isIdle()).isTrue();
    }

    @Dependent
    static class Declared {
        @Inject
        @Stream("/prices/${db.password}")
        EventSource source;
    }

    @Test
    void the_key_of_a_declared_stream_is_that_stream() {
        EventSources sources = start(Declared.class);
        try (EventSource source = sources.get("/prices/${db.password}")) {
            assertThat(source.url())
                    .isEqualTo(application.get(Declared.class).source.url());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "/\\evil.example/x",
                "/%2fevil.example/x",
                "/%5cevil.example/x",
                "/\t/evil.example/x",
                "/prices/../../x",
                "/%2e%2e/x",
                "/a/.%2E/.%2e/x",
                "/a\\..\\..\\x"
            })
    void a_path_stays_on_the_host_of_the_base_url(String key) {
        EventSources sources = start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.builder(key))
                .withMessageContaining(": the path ");
        assertThatIllegalArgumentException().isThrownBy(() -> sources.get(key));
    }

    @Test
    void a_value_is_one_segment_and_the_settings_are_those_of_the_key_with_braces() throws Exception {
        EventSources sources = start();
        try (EventSource source = sources.builder("/prices/{symbol}")
                .path("symbol", "../../${db.password}?x=1")
                .open()) {
            Exchange exchange = server.request();
            assertThat(exchange.path).isEqualTo("/prices/..%2F..%2F%24%7Bdb.password%7D%3Fx%3D1");
            assertThat(exchange.headers).containsEntry("X-All", "all").containsEntry("X-Prices", "prices");
            assertThat(source.url().getRawPath()).isEqualTo(exchange.path);
        }
    }

    @Test
    void sources_with_values_have_a_connection_each() throws Exception {
        EventSources sources = start();
        EventSource.Builder builder = sources.builder("/prices/{symbol}");
        try (EventSource eur = builder.path("symbol", "EUR").open();
                EventSource usd = builder.path("symbol", "USD").open()) {
            assertThat(server.request().path).isNotEqualTo(server.request().path);
            assertThat(eur.url()).hasPath("/prices/EUR");
            assertThat(usd.url()).hasPath("/prices/USD");
        }
    }

    @Test
    void a_configured_url_may_have_braces_for_a_program() throws Exception {
        application = application()
                .with("eventsource.prices.url", server.url("/") + "p/{symbol}")
                .start();
        try (EventSource source = application
                .get(EventSources.class)
                .builder("prices")
                .path("symbol", "EUR")
                .open()) {
            assertThat(server.request().path).isEqualTo("/p/EUR");
            assertThat(source.url()).hasPath("/p/EUR");
        }
    }

    @Test
    void what_has_no_value_is_refused_when_it_is_opened() {
        EventSource.Builder builder = start().builder("/prices/{symbol}");
        assertThatIllegalArgumentException()
                .isThrownBy(builder::open)
                .withMessage("path: no value for {symbol}; call path(name, value) before open()");
    }

    @Test
    void what_has_no_value_is_no_handle() {
        EventSources sources = start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.get("/prices/{symbol}"))
                .withMessage("key: the path of stream \"/prices/{symbol}\" has {symbol};"
                        + " call builder(key) and path(name, value)");
    }

    @Test
    void a_name_that_the_key_does_not_have_is_refused() {
        EventSource.Builder builder = start().builder("/prices");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.path("symbol", "EUR"))
                .withMessage("path: the URL does not have the name \"symbol\" in braces; it has none");
    }

    @Test
    void braces_are_in_the_path_only() {
        EventSources sources = start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources.builder("http://{host}/prices"))
                .withMessageContaining(": braces are allowed in the path only");
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("/prices/{symbol}") MessageEvent message) {}
    }

    @Test
    void an_observed_stream_has_no_braces() {
        assertThat(DeploymentProblemsTest.report(application(Observer.class)))
                .contains("stream \"/prices/{symbol}\": the path has {symbol},"
                        + " which only sources.builder(key).path(name, value) gives a value");
        application = Application.of().start();
    }

    @ApplicationScoped
    static class Tokens implements RequestCustomizer {
        @Inject
        Recorder recorder;

        @Override
        public void customize(Request request) {
            recorder.record(request.key() + " " + request.url().getPath());
        }
    }

    @Test
    void a_customizer_is_given_the_key_and_the_url_with_its_values() throws Exception {
        EventSources sources = start(Tokens.class, Recorder.class);
        try (EventSource source =
                sources.builder("/prices/{symbol}").path("symbol", "EUR").open()) {
            assertThat(application.get(Recorder.class).next()).isEqualTo("/prices/{symbol} /prices/EUR");
            assertThat(source.url()).hasPath("/prices/EUR");
        }
    }

    @Test
    void a_handle_with_values_is_not_stored() {
        EventSources sources = start();
        try (EventSource source = sources.builder("/prices/{symbol}")
                        .path("symbol", "EUR")
                        .open();
                ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(source))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("values were given for its path");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_configuration_is_read_once_for_a_key() {
        OneConfig.install(Map.of("eventsource.base-url", server.url("/")));
        try {
            EventSources sources = start();
            sources.get("/prices").close();
            int asked = OneConfig.asked();
            sources.get("/prices").close();
            assertThat(OneConfig.asked()).isEqualTo(asked);
        } finally {
            OneConfig.remove();
        }
    }
}
