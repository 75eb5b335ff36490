package org.eventsource.itests.quarkus.operators;

import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eventsource.itests.operators.OperatorsBehaviours;
import org.eventsource.itests.operators.Upstream;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

/** The behaviours for operators on Quarkus, which finds the health check without a setting. */
@QuarkusTest
@QuarkusTestResource(UpstreamResource.class)
class OperatorsTest extends OperatorsBehaviours {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Upstream upstream;

    @TestHTTPResource("/")
    URI application;

    @Inject
    InMemorySpanExporter spans;

    @Inject
    TraceIds traceIds;

    @Override
    protected Upstream upstream() {
        return upstream;
    }

    @Test
    void a_log_line_in_an_observer_has_the_trace_id_of_the_message() {
        await().atMost(Patience.LIMIT).until(() -> !traceIds.all().isEmpty());
        String first = traceIds.all().get(0);
        await().atMost(Patience.LIMIT)
                .until(() -> spans.getFinishedSpanItems().stream()
                        .anyMatch(span -> span.getName().equals("process drill")
                                && span.getTraceId().equals(first)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(application.resolve(path)).build(), BodyHandlers.ofString());
    }

    @Override
    protected String ask(String question, String key) throws Exception {
        return get("api/console/" + question + "/" + key).body();
    }

    @Override
    protected Health health() throws Exception {
        HttpResponse<String> response = get("q/health/ready");
        return new Health(response.statusCode() == 200, response.body());
    }
}
