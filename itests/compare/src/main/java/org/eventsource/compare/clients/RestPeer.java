package org.eventsource.compare.clients;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The {@code SseEventSource} of the Jakarta REST implementation that is on the class path: Jersey, RESTEasy or CXF.
 *
 * <ul>
 *   <li>The use: <a href="https://eclipse-ee4j.github.io/jersey.github.io/documentation/latest/sse.html">Jersey User
 *       Guide, "Consuming SSE events within Jersey clients"</a>; <a
 *       href="https://github.com/resteasy/resteasy/blob/main/docbook/src/main/adoc/modules/Jakarta_REST_2.1_additions.adoc">RESTEasy
 *       User Guide, "SSE Client"</a>; <a href="https://cxf.apache.org/docs/sse.html">CXF, "SSE"</a>.
 *   <li>{@code reconnectingEvery}: <a
 *       href="https://jakarta.ee/specifications/platform/11/apidocs/jakarta/ws/rs/sse/sseeventsource.builder">javadoc
 *       of {@code SseEventSource.Builder}</a>, with the delay that the next page has as default.
 *   <li>Resuming with the id, and 503 with {@code Retry-After}, need no setting: <a
 *       href="https://jakarta.ee/specifications/platform/11/apidocs/jakarta/ws/rs/sse/sseeventsource">javadoc of
 *       {@code SseEventSource}, "Reconnect support"</a>.
 *   <li>{@code readTimeout}: <a
 *       href="https://jakarta.ee/specifications/platform/11/apidocs/jakarta/ws/rs/client/clientbuilder">javadoc of
 *       {@code ClientBuilder}</a>.
 *   <li>Each stream has a client of its own, so that no scenario depends on another.
 *   <li>CXF takes part twice. {@code force.urlconnection.http.conduit}: <a
 *       href="https://cxf.apache.org/docs/client-http-transport-including-ssl-support.html">CXF, "Default Client
 *       Transport"</a>, as an "option to revert the default" to {@code HttpURLConnection}. The page advises neither.
 * </ul>
 */
final class RestPeer implements Peer {

    /** The transport of CXF before 4.0.1 instead of the JDK's {@code HttpClient}. */
    static final Map<String, Object> CXF_OVER_URL_CONNECTION = Map.of("force.urlconnection.http.conduit", true);

    private static final long DELAY_MILLIS = 500;

    private final Map<String, Object> properties;

    /** @param properties of each client, beside what all have */
    RestPeer(Map<String, Object> properties) {
        this.properties = properties;
    }

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        ClientBuilder builder = ClientBuilder.newBuilder().readTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        properties.forEach(builder::property);
        Client client = builder.build();
        SseEventSource source = SseEventSource.target(client.target(url))
                .reconnectingEvery(DELAY_MILLIS, TimeUnit.MILLISECONDS)
                .build();
        source.register(event -> listener.onEvent(event.getId(), event.readData()), listener::onFailure);
        source.open();
        return () -> {
            source.close();
            client.close();
        };
    }
}
