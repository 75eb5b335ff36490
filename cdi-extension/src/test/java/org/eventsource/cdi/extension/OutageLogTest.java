package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks which lines operators read about a declared stream. */
class OutageLogTest {

    private final StreamServer server = new StreamServer();
    private final LogFixture log = new LogFixture();
    private Application application;

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") Event event, Recorder recorder) {
            recorder.record(event);
        }
    }

    @AfterEach
    void stop() {
        application.close();
        log.close();
        server.close();
    }

    private Recorder start(String outageWarning, String reopenAfter) {
        application = Application.of(Observer.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices?token=secret"))
                .with("eventsource.prices.reconnection-time", "100ms")
                .with("eventsource.prices.startup-grace", "0s")
                .with("eventsource.prices.outage-warning", outageWarning)
                .with("eventsource.prices.reopen-after", reopenAfter)
                .start();
        return application.get(Recorder.class);
    }

    /** Returns the lines about the stream, and replaces what differs from run to run. */
    private List<String> lines() {
        return log.messages().stream()
                .filter(line -> line.contains("stream \"prices\""))
                .map(line -> line.replace(server.url(""), "URL").replaceAll("\\b[0-9.]+ (ms|s|attempts?)\\b", "N $1"))
                .toList();
    }

    @Test
    void the_first_connection_is_one_line_and_a_short_outage_none() throws Exception {
        Recorder recorder = start("1h", "5m");
        server.request().open().message("a").end();
        server.request().open();
        for (int i = 0; i < 4; i++) {
            recorder.next();
        }

        assertThat(lines())
                .singleElement()
                .asString()
                .matches("INFO stream \"prices\" \\(URL/prices\\): open over \\w+");
    }

    @Test
    void an_answer_that_closes_the_stream_is_one_line_and_its_end_another() throws Exception {
        Recorder recorder = start("1h", "100ms");
        Exchange first = server.request().open().identified("7", "a");
        recorder.next();
        recorder.next();
        first.end();
        server.request().refuse(403);
        server.request().open();
        recorder.next();
        recorder.next();
        assertThat(recorder.next()).isInstanceOf(OpenEvent.class);

        assertThat(lines().subList(1, lines().size()))
                .containsExactly(
                        "WARNING stream \"prices\" (URL/prices): closed: the server answered 403;"
                                + " it is opened again in N s",
                        "INFO stream \"prices\" (URL/prices): open again after N s and N attempts,"
                                + " resumed after the id 7");
    }

    @Test
    void an_outage_that_lasts_is_one_line_and_its_end_another() throws Exception {
        Recorder recorder = start("1ms", "5m");
        Exchange first = server.request().open().identified("7", "a");
        recorder.next();
        recorder.next();
        int before = lines().size();
        first.end();
        Exchange second = server.request();
        while (lines().size() == before) {
            Thread.onSpinWait();
        }
        second.open();
        recorder.next();
        assertThat(recorder.next()).isInstanceOf(OpenEvent.class);

        assertThat(lines().subList(before, lines().size()))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("WARNING stream \"prices\" (URL/prices): not open for N s: the server ended the stream; ");
        assertThat(lines()).last().asString().startsWith("INFO stream \"prices\" (URL/prices): open again after N s");
    }

    /** A program may open a handle for each request. */
    @Test
    void handles_of_one_key_that_follow_each_other_are_one_line() throws Exception {
        application = Application.of()
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
        for (int i = 0; i < 3; i++) {
            openOnce(event -> {});
        }

        assertThat(lines())
                .singleElement()
                .asString()
                .matches("INFO stream \"prices\" \\(URL/prices\\): open over \\w+");
    }

    @Test
    void a_listener_that_fails_in_each_handle_of_one_key_has_one_stack_trace() throws Exception {
        application = Application.of()
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
        for (int i = 0; i < 3; i++) {
            openOnce(event -> {
                throw new IllegalStateException("no");
            });
        }

        assertThat(log.traced()).singleElement().asString().contains("a listener failed at an event of type \"open\"");
    }

    private void openOnce(EventListener<Event> listener) throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        try (EventSource source = application
                .get(EventSources.class)
                .builder("prices")
                .addEventListener(Event.class, listener)
                .addEventListener(OpenEvent.class, event -> opened.countDown())
                .open()) {
            server.request().open();
            assertThat(opened.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        }
    }
}
