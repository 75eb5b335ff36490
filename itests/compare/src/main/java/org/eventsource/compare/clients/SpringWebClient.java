package org.eventsource.compare.clients;

import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;

/**
 * Spring's {@code WebClient} over Reactor Netty.
 *
 * <ul>
 *   <li>The use: <a
 *       href="https://docs.spring.io/spring-framework/reference/web/webflux-webclient/client-retrieve.html">Spring
 *       Framework reference, "WebClient: retrieve()"</a>, with {@code bodyToFlux} of {@code ServerSentEvent}.
 *   <li>{@code retryWhen(Retry.backoff(…))}: <a
 *       href="https://projectreactor.io/docs/core/release/reference/faq.html">Reactor reference, "How to Use retryWhen
 *       for Exponential Backoff?"</a>; {@code transientErrors(true)}, for a source that lives long: javadoc of
 *       {@code RetryBackoffSpec}.
 *   <li>{@code repeatWhen} for a response that ends without an error: javadoc of {@code Flux}, with a delay.
 *   <li>{@code ReadTimeoutHandler}: <a
 *       href="https://docs.spring.io/spring-framework/reference/web/webflux-webclient/client-builder.html">Spring
 *       Framework reference, "Timeouts"</a>.
 *   <li>The limit of an event is the default of {@code maxInMemorySize}, 256 KiB, of that page.
 * </ul>
 *
 * <p>No page of Spring or Reactor was found that shows how to resume with {@code Last-Event-ID}. So there are two
 * contestants: one without, and one whose application saves the id and sends it.
 */
final class SpringWebClient implements Peer {

    private static final Duration DELAY = Duration.ofMillis(500);

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final boolean resumes;
    private final WebClient client = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create()
                    .doOnConnected(connection -> connection.addHandlerLast(
                            new ReadTimeoutHandler(SILENCE.toMillis(), TimeUnit.MILLISECONDS)))))
            .build();

    /** @param resumes whether the application saves the id and sends it */
    SpringWebClient(boolean resumes) {
        this.resumes = resumes;
    }

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        AtomicReference<String> lastId = new AtomicReference<>("");
        Disposable subscription = Flux.defer(() -> connect(url, lastId.get()))
                .doOnNext(event -> {
                    if (resumes && event.id() != null) {
                        lastId.set(event.id());
                    }
                    listener.onEvent(event.id(), event.data());
                })
                .doOnError(listener::onFailure)
                .repeatWhen(ends -> ends.delayElements(DELAY))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, DELAY).transientErrors(true))
                .subscribe(event -> {}, listener::onFailure);
        return subscription::dispose;
    }

    private Flux<ServerSentEvent<String>> connect(URI url, String lastId) {
        return client.get()
                .uri(url)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> {
                    if (!lastId.isEmpty()) {
                        headers.set("Last-Event-ID", lastId);
                    }
                })
                .retrieve()
                .bodyToFlux(EVENT);
    }
}
