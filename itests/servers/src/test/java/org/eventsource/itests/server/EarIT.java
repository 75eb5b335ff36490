package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.server.application.Configured;
import org.eventsource.testing.server.application.Heard;
import org.eventsource.testing.server.application.HeardResource;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.ear.Customized;
import org.eventsource.testing.server.ear.Decoded;
import org.eventsource.testing.server.ear.LowerCaseJsonb;
import org.eventsource.testing.server.ear.Provided;
import org.eventsource.testing.server.ear.UpperCaseJsonb;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys two web applications in one archive. The library is in each of them, or once in the archive for both. */
@ExtendWith(ArquillianExtension.class)
@Tag("ear")
class EarIT {

    @ArquillianResource
    Deployer deployer;

    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    private static final SseServer SERVER = start();

    @Deployment(name = "own", testable = false, managed = false)
    static EnterpriseArchive ownLibraries() {
        return ShrinkWrap.create(EnterpriseArchive.class, "own.ear")
                .addAsModule(withLibraries(web("own-1"), "/own-1"))
                .addAsModule(withLibraries(web("own-2"), "/own-2"));
    }

    @Deployment(name = "shared", testable = false, managed = false)
    static EnterpriseArchive sharedLibraries() {
        JavaArchive configuration = ShrinkWrap.create(JavaArchive.class, "configuration.jar")
                .addAsResource(properties("/shared"), "META-INF/microprofile-config.properties")
                .addAsResource(properties("/shared"), "META-INF/eventsource.properties");
        return ShrinkWrap.create(EnterpriseArchive.class, "shared.ear")
                .addAsLibraries(Archives.libraries())
                .addAsLibraries(configuration)
                .addAsModule(web("shared-1").addClasses(Customized.class, Provided.class))
                .addAsModule(web("shared-2").addClass(Customized.class));
    }

    @Deployment(name = "own-readers", testable = false, managed = false)
    static EnterpriseArchive ownLibrariesAndReaders() {
        return ShrinkWrap.create(EnterpriseArchive.class, "own-readers.ear")
                .addAsModule(withLibraries(withReader("own-lower", LowerCaseJsonb.class), "/prices"))
                .addAsModule(withLibraries(withReader("own-upper", UpperCaseJsonb.class), "/prices"));
    }

    @Deployment(name = "shared-readers", testable = false, managed = false)
    static EnterpriseArchive sharedLibrariesAndOwnReaders() {
        JavaArchive configuration = ShrinkWrap.create(JavaArchive.class, "configuration.jar")
                .addAsResource(properties("/prices"), "META-INF/microprofile-config.properties")
                .addAsResource(properties("/prices"), "META-INF/eventsource.properties");
        return ShrinkWrap.create(EnterpriseArchive.class, "shared-readers.ear")
                .addAsLibraries(Archives.libraries())
                .addAsLibraries(configuration)
                .addAsModule(withReader("shared-lower", LowerCaseJsonb.class))
                .addAsModule(withReader("shared-upper", UpperCaseJsonb.class));
    }

    private static WebArchive withReader(String name, Class<?> reader) {
        return web(name).addClasses(Decoded.class, Decoded.Price.class, reader);
    }

    /** Starts the server before the archives are created, because they contain its URL. */
    private static SseServer start() {
        return SseServer.start()
                .on("/own-1", says("1"))
                .on("/own-2", says("2"))
                .on("/shared", EarIT::saysWhoCompleted)
                .on("/prices", saysEvent("event: price\ndata: {\"value\":1,\"Value\":2}\n\n"));
    }

    private static WebArchive web(String name) {
        return Archives.web(name, RestApplication.class, Heard.class, HeardResource.class, Configured.class);
    }

    private static WebArchive withLibraries(WebArchive archive, String path) {
        return archive.addAsLibraries(Archives.libraries())
                .addAsResource(properties(path), "META-INF/microprofile-config.properties")
                .addAsResource(properties(path), "META-INF/eventsource.properties");
    }

    private static StringAsset properties(String path) {
        return Archives.properties(Map.of("eventsource.configured.url", SERVER.url(path)));
    }

    private static SseHandler says(String data) {
        return saysEvent("data: " + data + "\n\n");
    }

    private static SseHandler saysEvent(String event) {
        return connection -> {
            CONNECTIONS.incrementAndGet();
            connection.stream(event);
            connection.waitForClientClose(Duration.ofMinutes(5));
            CONNECTIONS.decrementAndGet();
        };
    }

    private static void saysWhoCompleted(SseConnection connection) throws Exception {
        String completed = connection.request().header("X-Completed").orElse("nobody");
        says("both, completed by " + completed).handle(connection);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    @Tag("ear-of-equal-libraries")
    void each_with_the_library_of_its_own_has_streams_of_its_own() throws Exception {
        deployer.deploy("own");
        try {
            assertThat(Server.application("own-1").heard("configured")).isEqualTo("1");
            assertThat(Server.application("own-2").heard("configured")).isEqualTo("2");
        } finally {
            undeploy("own");
        }
    }

    @Test
    @Tag("ear-of-equal-libraries")
    void each_with_the_library_of_its_own_reads_payloads_by_its_own_bean() throws Exception {
        assertEachReadsByItsOwnBean("own");
    }

    @Test
    void each_with_the_library_of_their_archive_reads_payloads_by_its_own_bean() throws Exception {
        assertEachReadsByItsOwnBean("shared");
    }

    private void assertEachReadsByItsOwnBean(String libraries) throws Exception {
        deployer.deploy(libraries + "-readers");
        try {
            assertThat(Server.application(libraries + "-lower").heard("decoded"))
                    .isEqualTo("1");
            assertThat(Server.application(libraries + "-upper").heard("decoded"))
                    .isEqualTo("2");
        } finally {
            undeploy(libraries + "-readers");
        }
    }

    /** The streams end with their application. */
    private void undeploy(String archive) {
        deployer.undeploy(archive);
        await().atMost(Patience.LIMIT)
                .untilAsserted(() -> assertThat(CONNECTIONS).hasValue(0));
    }

    @Test
    void both_with_the_library_of_their_archive_receive_its_streams_which_call_their_beans() throws Exception {
        deployer.deploy("shared");
        try {
            assertThat(Server.application("shared-1").heard("configured")).isEqualTo("both, completed by configured");
            assertThat(Server.application("shared-2").heard("configured")).isEqualTo("both, completed by configured");
            assertThat(Server.application("shared-1").get("api/provided")).isEqualTo("the application's own");
        } finally {
            undeploy("shared");
        }
    }
}
