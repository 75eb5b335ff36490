package org.eventsource.compare.clients;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;
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
 * </ul>
 */
final class RestPeer implements Peer {

    private static final long DELAY_MILLIS = 500;

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        Client client = ClientBuilder.newBuilder()
                .readTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                .build();
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
