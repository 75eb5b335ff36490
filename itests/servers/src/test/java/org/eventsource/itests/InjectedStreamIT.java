package org.eventsource.itests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Injects a stream. The stream loses its connection and resumes. */
@ExtendWith(ArquillianExtension.class)
class InjectedStreamIT {

    private static final Gate FIRST_SEEN = new Gate();
    private static SseServer server;

    @Deployment
    static WebArchive application() throws IOException {
        server = SseServer.start()
                .on(
                        "/prices",
                        connection -> {
                            connection.stream("retry: 100\nid: 1\ndata: first\n\nid: 2\ndata: torn");
                            FIRST_SEEN.await(Duration.ofMinutes(5));
                        },
                        connection -> {
                            connection.stream("id: 2\ndata: second\n\n");
                            connection.waitForClientClose(Duration.ofMinutes(5));
                        });
        return Application.of("injected", server.uri("/prices"), Prices.class);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Inject
    Prices prices;

    @Test
    void resumesAfterTheLastEventThatWasWhole() throws Exception {
        Recorder heard = prices.heard();

        assertThat(heard.nextOpen().target()).contains(prices.source());
        assertThat(heard.nextMessage()).isEqualTo(MessageEvent.of("message", "first", "1", server.url("")));
        FIRST_SEEN.open();
        assertThat(heard.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
        heard.nextOpen();
        assertThat(heard.nextMessage().data()).isEqualTo("second");

        assertThat(server.nextRequest().lastEventId()).isEmpty();
        assertThat(server.nextRequest().lastEventId()).contains("1");
    }

    @ApplicationScoped
    static class Prices {

        private final Recorder heard = new Recorder();

        @Inject
        @Stream("injected")
        EventSource source;

        @PostConstruct
        void listen() {
            source.addEventListener(Event.class, heard);
        }

        Recorder heard() {
            return heard;
        }

        EventSource source() {
            return source;
        }
    }
}
