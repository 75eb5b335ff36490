package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.Test;

/** What a declared stream passes on of the server's answers. */
class AnswersTest extends ApplicationFixture {

    @Dependent
    static class Injected {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    private Recorder start(String... settings) {
        Application.Builder builder = Application.of(RecordedPrices.class, Injected.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"));
        for (int i = 0; i < settings.length; i += 2) {
            builder = builder.with(settings[i], settings[i + 1]);
        }
        application = builder.start();
        return application.get(Recorder.class);
    }

    @Test
    void an_observer_of_errors_gets_the_body_and_the_headers() throws Exception {
        Recorder recorder = start();
        server.request().answer(403, "no", "X-Request: 7");
        ErrorEvent error = (ErrorEvent) recorder.next();

        assertThat(error.body()).hasValue("no");
        assertThat(error.headers().orElseThrow().firstValue("X-Request")).hasValue("7");
    }

    @Test
    void max_body_cuts_the_body() throws Exception {
        Recorder recorder = start("eventsource.prices.max-body", "1");
        server.request().answer(403, "no");

        assertThat(((ErrorEvent) recorder.next()).body()).hasValue("n");
    }

    @Test
    void max_body_of_0_reads_none() throws Exception {
        Recorder recorder = start("eventsource.max-body", "0");
        server.request().answer(403, "no");

        assertThat(((ErrorEvent) recorder.next()).body()).isEmpty();
    }

    @Test
    void a_handle_that_comes_to_an_open_stream_gets_the_headers_of_its_opening() throws Exception {
        Recorder recorder = start("eventsource.prices.last-event-id", "7");
        Exchange exchange = server.request().open();
        recorder.next();
        EventSource handle = application.get(Injected.class).source;
        Recorder ofHandle = new Recorder();
        handle.onOpen(ofHandle::record);
        OpenEvent open = (OpenEvent) ofHandle.next();

        assertThat(open.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(open.lastEventId()).isEqualTo("7");
        assertThat(exchange.headers).containsEntry("Last-Event-ID", "7");
    }

    @Test
    void a_handle_knows_the_last_event_id_of_its_stream() throws Exception {
        Recorder recorder = start("eventsource.prices.last-event-id", "7");
        EventSource handle = application.get(Injected.class).source;
        assertThat(handle.lastEventId()).isEqualTo("7");
        handle.onMessage(message -> {});
        server.request().open().identified("8", "x");
        recorder.next();
        assertThat(recorder.next()).isEqualTo("x");

        assertThat(handle.lastEventId()).isEqualTo("8");
    }
}
