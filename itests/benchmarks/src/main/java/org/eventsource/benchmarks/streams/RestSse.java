package org.eventsource.benchmarks.streams;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;

/** The {@link SseEventSource} of the Jakarta REST client that is on the class path. */
final class RestSse implements Contestant {

    private final Client client = ClientBuilder.newClient();

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        SseEventSource source = SseEventSource.target(client.target(url)).build();
        source.register(event -> listener.onData(event.readData()), failure -> {});
        source.open();
        return source;
    }
}
