package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.application.Heard;
import org.eventsource.testing.server.application.HeardResource;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.application.Surroundings;
import org.eventsource.testing.server.sole.LibraryStream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks what a server logs about classes of this library when it deploys and undeploys an application: nothing.
 * GlassFish logs a bean whose instance is made before the application has started. TomEE logs an extension that
 * observes what is announced after the application has ended.
 */
@ExtendWith(ArquillianExtension.class)
@Tag("log")
class ServerLogIT {

    private static final String APPLICATION = "logged";
    private static final DeployedApplication LOGGED = Server.application(APPLICATION);

    private static SseServer server;

    @Deployment(name = APPLICATION, testable = false, managed = false)
    static WebArchive logged() throws IOException {
        server = SseServer.start().on("/sole", connection -> {
            connection.stream("data: look\n\n");
            connection.waitForClientClose(Duration.ofMinutes(5));
        });
        StringAsset properties = Archives.properties(Map.of("eventsource.sole.url", server.url("/sole")));
        return Archives.web(
                        APPLICATION,
                        RestApplication.class,
                        HeardResource.class,
                        Heard.class,
                        LibraryStream.class,
                        Surroundings.class)
                .addAsLibraries(Archives.libraries())
                .addAsLibraries(Archives.libraries("eventsource-jdbc"))
                .setWebXML("executor-web.xml")
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void names_no_class_of_the_library(@ArquillianResource Deployer deployer) throws Exception {
        List<String> lines;
        try (ServerLog log = ServerLog.fromNowOn()) {
            deployer.deploy(APPLICATION);
            assertThat(LOGGED.heard("observer, class loader")).isEqualTo("true");
            deployer.undeploy(APPLICATION);
            lines = log.lines();
        }
        assertThat(lines)
                .isNotEmpty()
                .noneMatch(line -> line.contains("org.eventsource.") && !line.contains("org.eventsource.testing."));
    }
}
