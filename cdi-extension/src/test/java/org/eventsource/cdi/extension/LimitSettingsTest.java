package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.Test;

/** The settings by which a declared stream ends, and what its customizers know of the request. */
class LimitSettingsTest extends ApplicationFixture {

    @ApplicationScoped
    static class Resuming implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("X-After", "after " + request.lastEventId());
        }
    }

    private Recorder start(Map<String, String> settings) {
        Application.Builder builder = Application.of(RecordedPrices.class, Resuming.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.prices.startup-grace", "0s")
                .with("eventsource.prices.reconnection-time", "100ms");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            builder = builder.with(setting.getKey(), setting.getValue());
        }
        application = builder.start();
        return application.get(Recorder.class);
    }

    private static ErrorEvent nextError(Recorder recorder) throws Exception {
        return (ErrorEvent) recorder.next();
    }

    @Test
    void a_stream_that_does_not_reconnect_ends_with_the_server_s_end() throws Exception {
        Recorder recorder = start(Map.of("eventsource.prices.reconnect", "false"));
        server.request().open().message("x").end();
        assertThat(recorder.next()).isInstanceOf(OpenEvent.class);
        assertThat(recorder.next()).isEqualTo("x");
        ErrorEvent end = nextError(recorder);

        assertThat(end.kind()).isEqualTo(ErrorKind.END);
        assertThat(end.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(end.reconnectIn()).isEmpty();
    }

    @Test
    void a_stream_that_does_not_reconnect_is_not_opened_again_after_a_refusal() throws Exception {
        Recorder recorder = start(Map.of("eventsource.prices.reconnect", "false"));
        server.request().refuse(403);
        ErrorEvent end = nextError(recorder);

        assertThat(end.kind()).isEqualTo(ErrorKind.STATUS);
        assertThat(end.reconnectIn()).isEmpty();
    }

    @Test
    void max_attempts_ends_a_stream_and_reopen_opens_it() throws Exception {
        Recorder recorder = start(Map.of("eventsource.prices.max-attempts", "2"));
        server.request().refuse(503);
        server.request().refuse(503);
        assertThat(nextError(recorder).readyState()).isEqualTo(ReadyState.CONNECTING);
        ErrorEvent last = nextError(recorder);
        assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(last.reason())
                .isEqualTo("gave up after 2 failed attempts in a row (maxAttempts): the server answered 503");
        application.get(EventSources.class).reopen("prices");
        server.request().open();

        assertThat(recorder.next()).isInstanceOf(OpenEvent.class);
    }

    @Test
    void give_up_after_ends_a_stream() throws Exception {
        Recorder recorder = start(Map.of("eventsource.give-up-after", "50ms"));
        ErrorEvent last = nextError(recorder);
        while (last.readyState() != ReadyState.CLOSED) {
            last = nextError(recorder);
        }

        assertThat(last.reason()).startsWith("gave up after 0.05 s without a connection (giveUpAfter): ");
    }

    @Test
    void a_customizer_knows_the_id_that_is_sent() throws Exception {
        start(Map.of());
        Exchange first = server.request();
        assertThat(first.headers.get("X-After").strip()).isEqualTo("after");
        first.open().identified("7", "x").end();

        assertThat(server.request().headers).containsEntry("Last-Event-ID", "7").containsEntry("X-After", "after 7");
    }

    @Test
    void a_program_closes_a_stream_with_its_last_message() throws Exception {
        start(Map.of());
        server.request().open();
        Recorder answers = new Recorder();
        EventSource source = application
                .get(EventSources.class)
                .builder("prices")
                .onMessage(message -> answers.record(message.data()))
                .closeOn(message -> message.data().equals("[DONE]"))
                .open();
        Exchange exchange =
                server.request().open().message("a").message("[DONE]").message("later");
        assertThat(answers.next()).isEqualTo("a");
        assertThat(answers.next()).isEqualTo("[DONE]");
        exchange.awaitClosed();

        assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
    }
}
