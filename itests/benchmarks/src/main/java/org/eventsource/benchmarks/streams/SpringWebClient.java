package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.time.Duration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Spring's {@code WebClient} over Reactor Netty, which does not reconnect. */
final class SpringWebClient implements Contestant {

    private static final int STREAMS = 20_000;

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final WebClient client = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create(ConnectionProvider.builder("streams")
                    .maxConnections(STREAMS)
                    .pendingAcquireTimeout(Duration.ofMinutes(1))
                    .build())))
            .build();

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        Disposable subscription = client.get()
                .uri(url)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(EVENT)
                .subscribe(event -> listener.onData(String.valueOf(event.data())), failure -> {});
        return subscription::dispose;
    }
}
