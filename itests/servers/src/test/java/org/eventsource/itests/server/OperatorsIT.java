package org.eventsource.itests.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eventsource.itests.operators.OperatorsBehaviours;
import org.eventsource.itests.operators.Upstream;
import org.eventsource.itests.operators.application.Console;
import org.eventsource.itests.operators.telemetry.OwnTelemetry;
import org.eventsource.testing.server.DeployedApplication;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The behaviours for operators, with the health checks of the server. */
@ExtendWith(ArquillianExtension.class)
@Tag("health")
class OperatorsIT extends OperatorsBehaviours {

    private static final DeployedApplication APPLICATION = Server.application("operators");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Upstream upstream;

    @Deployment(testable = false)
    static WebArchive application() {
        upstream = Upstream.start();
        StringAsset properties = Archives.properties(upstream.properties());
        return Archives.web("operators")
                .addPackages(false, Console.class.getPackage(), OwnTelemetry.class.getPackage())
                .addAsLibraries(Archives.libraries(
                        "eventsource-api",
                        "eventsource-impl",
                        "eventsource-cdi",
                        "eventsource-health",
                        "eventsource-telemetry"))
                .addAsLibraries(Archives.openTelemetry())
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    @Override
    protected Upstream upstream() {
        return upstream;
    }

    @Override
    protected String ask(String question, String key) throws Exception {
        return APPLICATION.get("api/console/" + question + "/" + key);
    }

    @Override
    protected Health health() throws IOException, InterruptedException {
        String port = requireNonNull(System.getProperty("server.health.port"), "server.health.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        return new Health(response.statusCode() == 200, response.body());
    }
}
