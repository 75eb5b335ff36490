package org.eventsource.itests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseServer;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks what is left of an application's streams after the application has stopped. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StoppedApplicationIT {

    private static final Gate OPENED = new Gate();
    private static final Gate LEFT = new Gate();
    private static SseServer server;

    @Deployment(name = "silent", managed = false)
    static WebArchive application() throws IOException {
        server = SseServer.start().on("/silent", connection -> {
            connection.stream();
            OPENED.open();
            connection.waitForClientClose(Duration.ofMinutes(5));
            LEFT.open();
        });
        return Application.of("silent", server.uri("/silent"), Listener.class);
    }

    @Deployment(name = "silence", managed = false)
    static WebArchive applicationWithoutStreams() {
        return ShrinkWrap.create(WebArchive.class);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void leavesASilentStreamAndDoesNotComeBack(@ArquillianResource Deployer deployer) throws Exception {
        deployer.deploy("silent");
        OPENED.await(Duration.ofMinutes(1));

        deployer.undeploy("silent");

        LEFT.await(Duration.ofMinutes(1));
        server.nextRequest();
        assertThat(server.pendingRequests()).isEmpty();

        // The adapter requires an application after each test.
        deployer.deploy("silence");
    }

    @ApplicationScoped
    static class Listener {

        void on(@Observes @Stream("silent") MessageEvent event) {
            throw new AssertionError("nothing was sent, but this came: " + event);
        }
    }
}
