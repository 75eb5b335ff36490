package org.eventsource.itests.helidon;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eventsource.itests.operators.OperatorsBehaviours;
import org.eventsource.itests.operators.Upstream;
import org.eventsource.itests.operators.application.Calls;
import org.eventsource.itests.operators.application.Console;
import org.eventsource.itests.operators.application.ConsoleApplication;
import org.eventsource.itests.operators.application.ConsoleResource;
import org.eventsource.itests.operators.application.LogLines;
import org.eventsource.itests.operators.application.ObservedStreams;
import org.eventsource.itests.operators.telemetry.OwnTelemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The behaviours for operators, with Helidon's health checks. */
class OperatorsTest extends OperatorsBehaviours {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Upstream UPSTREAM = Upstream.start();

    @RegisterExtension
    static final Helidon HELIDON = new Helidon(
            UPSTREAM.properties(),
            ObservedStreams.class,
            Calls.class,
            Console.class,
            ConsoleApplication.class,
            ConsoleResource.class,
            LogLines.class,
            OwnTelemetry.class);

    @AfterAll
    static void stop() {
        UPSTREAM.close();
    }

    @Override
    protected Upstream upstream() {
        return UPSTREAM;
    }

    @Override
    protected String ask(String question, String key) throws Exception {
        return get("api/console/" + question + "/" + key).body();
    }

    @Override
    protected Health health() throws Exception {
        HttpResponse<String> response = get("health/ready");
        return new Health(response.statusCode() == 200, response.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(Helidon.APPLICATION.uri().resolve(path)).build(), BodyHandlers.ofString());
    }
}
