package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.cursor.CursorStore;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.parser.EventStreamParser;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the samples for programs without CDI. {@link ReadmeTest} compares this code with the documents. */
class ProgramSamplesTest {

    private final Recorder recorder = new Recorder();
    private SseServer server;

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void update(String data) {
        recorder.record(data);
    }

    private void log(String text) {
        recorder.record(text);
    }

    EventSource watch(String url) {
        return EventSource.builder(url)
                .header("Authorization", () -> "Bearer " + current()) // called at every attempt
                .reconnectOn(429, 500, 502, 503, 504) // without it, these end the source, as in a browser
                .onMessage(message -> update(message.data())) // events without a name
                .addEventListener("tick", tick -> update(tick.data()))
                .onError(error -> log(error.readyState() + ": " + error.reason()))
                .open(); // connects only now: no event is lost
    }

    void readAll(String url) {
        try (EventStream stream = EventSource.builder(url).reconnect(false).stream()) {
            for (MessageEvent message : stream) {
                use(message.data());
            }
        }
    }

    void publish(String url, Flow.Subscriber<MessageEvent> subscriber) {
        EventSource.builder(url).publisher().subscribe(subscriber);
    }

    EventSource resume(String url, Path directory, EventListener<MessageEvent> orders) {
        return EventSource.builder(url)
                .cursor(CursorStore.file(directory), "orders")
                .addEventListener("order", orders)
                .open();
    }

    EventSource openWithCookies(String url) {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        return EventSource.builder(url).httpClient(client).open();
    }

    void followDatabase(EventSource source, boolean isUp) {
        if (isUp) {
            source.resume();
        } else {
            source.pause();
        }
    }

    private void use(String data) {
        recorder.record(data);
    }

    @Test
    void messages_are_taken_until_the_stream_ends() throws Exception {
        server.on("/prices", connection -> connection.stream("data: 1\n\ndata: 2\n\n"));
        readAll(server.url("/prices"));

        assertThat(recorder.records()).containsExactly("1", "2");
    }

    @Test
    void a_program_resumes_after_what_it_has_handled(@TempDir Path directory) throws Exception {
        server.on(
                "/orders",
                connection -> {
                    connection.stream("event: order\nid: 4711\ndata: 1\n\nevent: order\nid: 4712\ndata: 2\n\n");
                    connection.waitForClientClose();
                },
                SseConnection::waitForClientClose);
        EventSource first = resume(server.url("/orders"), directory, message -> use(message.data()));
        assertThat(recorder.next()).isEqualTo("1");
        assertThat(recorder.next()).isEqualTo("2");
        server.nextRequest();
        first.close();

        try (EventSource second = resume(server.url("/orders"), directory, message -> use(message.data()))) {
            assertThat(server.nextRequest().lastEventId().orElseThrow()).isIn("4711", "4712");
            assertThat(second.url()).isEqualTo(server.uri("/orders"));
        }
    }

    @Test
    void messages_are_published() throws Exception {
        server.on("/prices", connection -> {
            connection.stream("data: 1\n\n");
            connection.waitForClientClose();
        });
        publish(server.url("/prices"), new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(MessageEvent message) {
                use(message.data());
                subscription.cancel();
            }

            @Override
            public void onError(Throwable failure) {
                recorder.record(failure);
            }

            @Override
            public void onComplete() {
                recorder.record("complete");
            }
        });

        assertThat(recorder.next()).isEqualTo("1");
    }

    @Test
    void a_source_is_paused() throws Exception {
        Gate paused = new Gate();
        server.on("/prices", connection -> {
            paused.await();
            connection.stream("data: 1\n\n");
            connection.waitForClientClose();
        });
        try (EventSource source = watch(server.url("/prices"))) {
            followDatabase(source, false);
            paused.open();
            await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.OPEN);
            assertThat(recorder.isEmpty()).isTrue();
            followDatabase(source, true);

            assertThat(recorder.next()).isEqualTo("1");
        }
    }

    @Test
    void cookies_are_sent_again() throws Exception {
        server.on(
                "/prices",
                connection -> {
                    connection.respond(200, "Content-Type: text/event-stream", "Set-Cookie: node=7; Path=/");
                    connection.events("retry: 100\n\n");
                },
                connection -> connection.respond(204));
        try (EventSource unused = openWithCookies(server.url("/prices"))) {
            server.nextRequest();

            assertThat(server.nextRequest().header("Cookie")).contains("node=7");
        }
    }

    private static String current() {
        return "token";
    }

    @Test
    void a_source_is_built() throws Exception {
        server.on("/prices", connection -> connection.stream("data: 1\n\nevent: tick\ndata: 2\n\n"));
        try (EventSource source = watch(server.url("/prices"))) {
            assertThat(recorder.next()).isEqualTo("1");
            assertThat(recorder.next()).isEqualTo("2");
            assertThat(recorder.next()).isEqualTo("CONNECTING: the server ended the stream");
            assertThat(server.nextRequest().header("Authorization")).contains("Bearer token");
            assertThat(source.url()).isEqualTo(server.uri("/prices"));
        }
    }

    @Test
    void the_first_program_prints_a_message_without_a_name_and_ends() throws Exception {
        server.on("/prices", connection -> {
            connection.stream("data: 1\n\n");
            connection.waitForClientClose();
        });
        try (Console console = new Console()) {
            console.pressEnterAfter("1");
            FirstProgram.main(new String[] {server.url("/prices")});
        }
        assertThat(server.nextRequest().header("Accept")).contains("text/event-stream");
    }

    @Test
    void the_first_program_prints_a_message_with_a_name() throws Exception {
        server.on("/prices", connection -> {
            connection.stream("event: price\ndata: 2\n\n");
            connection.waitForClientClose();
        });
        try (Console console = new Console()) {
            console.pressEnterAfter("2");
            FirstProgram.main(new String[] {server.url("/prices")});
        }
        assertThat(server.nextRequest().header("Accept")).contains("text/event-stream");
    }

    void ask(HttpClient client, HttpRequest question) throws IOException, InterruptedException {
        EventStreamParser parser = new EventStreamParser((type, data, lastEventId) -> update(data));
        HttpResponse<InputStream> answer = client.send(question, BodyHandlers.ofInputStream());
        try (InputStream stream = answer.body()) {
            byte[] bytes = new byte[8192];
            for (int length = stream.read(bytes); length != -1; length = stream.read(bytes)) {
                parser.feed(bytes, 0, length);
            }
        }
    }

    @Test
    void an_answer_is_parsed() throws Exception {
        server.on("/answers", connection -> connection.stream("data: to\n\ndata: ken\n\ndata: torn"));
        HttpRequest question = HttpRequest.newBuilder(server.uri("/answers"))
                .POST(BodyPublishers.noBody())
                .build();
        ask(HttpClient.newHttpClient(), question);
        assertThat(recorder.next()).isEqualTo("to");
        assertThat(recorder.next()).isEqualTo("ken");
        assertThat(recorder.isEmpty()).isTrue();
    }
}
