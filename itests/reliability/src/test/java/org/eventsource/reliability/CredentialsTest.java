package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OverEachClient
class CredentialsTest {

    private static final int SOURCES = 100;
    private static final List<String> SECRETS = List.of("Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key");

    private final Contestant contestant;

    CredentialsTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void stay_with_their_origin_when_a_server_redirects(int status) throws Exception {
        Recorder opened = new Recorder();
        try (SseServer own = SseServer.start();
                SseServer other = SseServer.start()) {
            own.on("/", connection -> connection.respond(status, "Location: /here", "Content-Length: 0"));
            own.on(
                    "/here",
                    connection -> connection.respond(status, "Location: " + other.url("/there"), "Content-Length: 0"));
            other.on("/there", connection -> connection.respond(status, "Location: " + own.url("/back")));
            own.on("/back", connection -> {
                connection.stream();
                new Gate().await();
            });
            EventSource.Builder builder = contestant.builder(own.uri("/")).onOpen(opened);
            SECRETS.forEach(name -> builder.header(name, "secret"));
            try (EventSource source = builder.open()) {
                opened.nextOpen();
                assertThat(source.url()).isEqualTo(own.uri("/"));
            }
            assertThat(own.nextRequest().headers()).containsKeys("Authorization", "Cookie", "X-Api-Key");
            assertThat(own.nextRequest().headers()).containsKeys("Authorization", "Cookie", "X-Api-Key");
            SseRequest foreign = other.nextRequest();
            SseRequest back = own.nextRequest();
            long told = SECRETS.stream()
                    .filter(name -> foreign.headers().containsKey(name)
                            || back.headers().containsKey(name))
                    .count();
            contestant.print(
                    "credentials over " + status,
                    "kept within the origin; %d of %d headers at another origin or after it",
                    told,
                    SECRETS.size());
            assertThat(told).isZero();
        }
    }

    @Test
    void of_one_source_are_on_no_request_of_another() throws Exception {
        try (SseServer server = SseServer.start()) {
            server.on("/", connection -> connection.stream());
            List<EventSource> sources = new ArrayList<>();
            for (int i = 0; i < SOURCES; i++) {
                server.on("/" + i, connection -> connection.stream("data: x\n\n"));
                sources.add(contestant
                        .builder(server.uri("/" + i))
                        .header("X-Of-" + i, "of " + i)
                        .header("Authorization", () -> Thread.currentThread().getName())
                        .header("X-Path", "/" + i)
                        .open());
            }
            List<SseRequest> requests = new ArrayList<>();
            for (int i = 0; i < 3 * SOURCES; i++) {
                requests.add(server.nextRequest());
            }
            sources.forEach(EventSource::close);
            long strange = requests.stream()
                    .filter(request -> !request.header("X-Path").equals(Optional.of(request.path()))
                            || request.headers().keySet().stream()
                                            .filter(name -> name.regionMatches(true, 0, "X-Of-", 0, 5))
                                            .count()
                                    != 1)
                    .count();
            contestant.print(
                    "credentials of %d sources".formatted(SOURCES),
                    "%d requests, %d with a header of another source",
                    requests.size(),
                    strange);
            assertThat(strange).isZero();
        }
    }

    @Test
    void in_a_url_are_in_no_message_and_in_no_log() throws Exception {
        Queue<String> said = new ConcurrentLinkedQueue<>();
        Logger logger = Logger.getLogger("org.eventsource");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage() + " " + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        try (SseServer server = SseServer.start()) {
            server.on("/lost", connection -> connection.stream("id: a\u0001b\ndata: x\n\n"));
            server.on("/type", connection -> connection.respond(200, "Content-Type: text/plain"));
            server.on("/status", connection -> connection.respond(500));
            server.on("/reset", connection -> connection.reset());
            server.on("/silent", connection -> new Gate().await());
            server.on("/redirect", connection -> connection.respond(302, "Location: ftp://user:secret@x/?secret"));
            server.on("/large", connection -> connection.stream("data: " + "x".repeat(2000) + "\n\n"));
            List<String> paths =
                    List.of("/lost", "/type", "/status", "/reset", "/silent", "/redirect", "/large", "/throws");
            server.on("/throws", connection -> connection.stream("data: x\n\n"));
            for (String path : paths) {
                hear(server.uri(path), said);
            }
            hear(URI.create("http://127.0.0.1:1/refused"), said);
            hear(URI.create("http://nowhere.invalid/unknown"), said);
            long telling = said.stream().filter(line -> line.contains("secret")).count();
            contestant.print(
                    "credentials in a URL",
                    "%d messages and log records, %d with user info or query",
                    said.size(),
                    telling);
            assertThat(said).noneMatch(line -> line.contains("secret"));
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
    }

    /** Two failures, or the one that ends it. */
    private void hear(URI plain, Queue<String> said) {
        URI url = URI.create(plain.toString().replace("http://", "http://user:secret@") + "?token=secret#secret");
        Queue<ErrorEvent> errors = new ConcurrentLinkedQueue<>();
        try (EventSource source = contestant
                .builder(url)
                .connectTimeout(Duration.ofSeconds(1))
                .maxEventSize(1000)
                .onMessage(message -> {
                    throw new IllegalStateException("thrown by the test");
                })
                .onError(error -> {
                    said.add(error.reason());
                    errors.add(error);
                })
                .open()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> errors.size() >= 2
                            || errors.stream()
                                    .anyMatch(error -> error.reconnectIn().isEmpty()));
            assertThat(source.url()).isEqualTo(url);
        }
    }
}
