package org.eventsource.itests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.server.application.TicksResource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Observes the stream of a Jakarta REST resource. The resource ends the stream after every third tick. */
@ExtendWith(ArquillianExtension.class)
class ObservedStreamIT {

    private static JerseyServer server;

    @Deployment
    static WebArchive application() throws IOException {
        server = JerseyServer.start(TicksResource.class);
        return Application.of("observed", server.uri("ticks"), Ticks.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Inject
    Ticks ticks;

    @Test
    void receivesEveryTickOnceThoughTheConnectionBreaks() throws Exception {
        for (int tick = 1; tick <= 2 * TicksResource.TICKS_PER_CONNECTION + 1; tick++) {
            MessageEvent heard = ticks.heard().nextMessage();
            assertThat(heard.lastEventId()).isEqualTo(Integer.toString(tick));
            assertThat(heard.data()).isEqualTo("tick " + tick);
        }
    }

    @ApplicationScoped
    static class Ticks {

        private final Recorder heard = new Recorder();

        void on(@Observes @Stream("observed") @EventType("tick") MessageEvent tick) {
            heard.handleEvent(tick);
        }

        Recorder heard() {
            return heard;
        }
    }
}
