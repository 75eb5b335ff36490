package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.application.Heard;
import org.eventsource.testing.server.application.HeardResource;
import org.eventsource.testing.server.application.Quote;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.redeployment.SilentStreams;
import org.eventsource.testing.server.redeployment.WitnessResource;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks what is left of an application that is undeployed while its streams are open and silent. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(OrderAnnotation.class)
@Tag("redeployment")
class RedeploymentIT {

    private static final int TIMES = 20;
    private static final int STREAMS = 2;

    /**
     * Servers have threads with the class loader of the code that created them. Such a thread ends after it was idle
     * for a minute.
     */
    private static final Duration COLLECTED = Duration.ofMinutes(3);

    private static final Semaphore LEFT = new Semaphore(0);
    private static final DeployedApplication WITNESS = Server.application("witness");
    private static final DeployedApplication REDEPLOYED = Server.application("redeployed");
    private static SseServer server;

    @Deployment(name = "witness", testable = false)
    static WebArchive witness() {
        return Archives.web("witness", RestApplication.class)
                .addPackage(WitnessResource.class.getPackage())
                .deleteClass(SilentStreams.class);
    }

    @Deployment(name = "redeployed", testable = false, managed = false)
    static WebArchive redeployed() throws IOException {
        server = SseServer.start()
                .on("/observed", says("event: quote\ndata: {\"symbol\":\"A\",\"price\":1}\n\n"))
                .on("/injected", says("data: 1\n\n"));
        Map<String, String> properties = Map.of(
                "eventsource.observed.url", server.url("/observed"),
                "eventsource.injected.url", server.url("/injected"));
        return Archives.web("redeployed", RestApplication.class, Heard.class, HeardResource.class, Quote.class)
                .addPackage(SilentStreams.class.getPackage())
                .deleteClass(WitnessResource.class)
                .addAsLibraries(Archives.libraries())
                .addAsResource(Archives.properties(properties), "META-INF/microprofile-config.properties")
                .addAsResource(Archives.properties(properties), "META-INF/eventsource.properties");
    }

    private static SseHandler says(String events) {
        return connection -> sayAndHold(connection, events);
    }

    private static void sayAndHold(SseConnection connection, String events) throws IOException {
        connection.stream(events);
        connection.waitForClientClose(Duration.ofMinutes(5));
        LEFT.release();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    @Order(1)
    void leaves_no_socket(@ArquillianResource Deployer deployer) throws Exception {
        WITNESS.get("api/witness/begin");
        deploy(deployer);
        for (int time = 1; time <= TIMES; time++) {
            deployer.undeploy("redeployed");
            assertThat(LEFT.tryAcquire(STREAMS, 1, TimeUnit.MINUTES))
                    .as("both sockets are closed at redeployment %d", time)
                    .isTrue();
            deploy(deployer);
        }
    }

    private static void deploy(Deployer deployer) throws Exception {
        deployer.deploy("redeployed");
        assertThat(REDEPLOYED.heard("listener")).isEqualTo("1");
        assertThat(REDEPLOYED.heard("observer")).isEqualTo("A");
        assertThat(REDEPLOYED.heard("asynchronous observer")).isEqualTo("quote");
    }

    /**
     * One class loader remains: the running application's. WildFly and GlassFish keep the last undeployed application
     * until there is another one, so one must run.
     */
    @Test
    @Order(2)
    @Tag("unloading")
    void leaves_no_class_loader() {
        await().atMost(COLLECTED)
                .untilAsserted(
                        () -> assertThat(WITNESS.get("api/witness/loaders")).isEqualTo("1 of " + (TIMES + 1)));
    }

    @Test
    @Order(3)
    void leaves_no_thread(@ArquillianResource Deployer deployer) {
        deployer.undeploy("redeployed");

        await().atMost(COLLECTED)
                .untilAsserted(
                        () -> assertThat(WITNESS.get("api/witness/threads")).isEqualTo("[]"));
    }
}
