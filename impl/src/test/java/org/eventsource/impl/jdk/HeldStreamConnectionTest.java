package org.eventsource.impl.jdk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.jetty.http.HttpVersion.HTTP_1_1;
import static org.eclipse.jetty.http.HttpVersion.HTTP_2;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.util.Callback;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Patience;
import org.eventsource.itests.support.SelfSigned;
import org.eventsource.testing.Recorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Streams that may be held, and those whose connection may be dead, have a connection of their own, though client and
 * server speak HTTP/2.
 */
class HeldStreamConnectionTest {

    private static HttpClient client;
    private static SSLContext keys;

    private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();
    private final Recorder recorder = new Recorder();
    private Http2Server server;

    @BeforeAll
    static void makeClient() throws Exception {
        keys = SelfSigned.context("ip:127.0.0.1");
        client = HttpClient.newBuilder().sslContext(keys).build();
    }

    @BeforeEach
    void start() throws Exception {
        server = Http2Server.start(keys, 100, stream -> {
            Http2Server.answer(stream);
            streams.add(stream);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private EventSource.Builder builder() {
        return EventSource.builder(server.uri()).httpClient(client).reconnectionTime(Duration.ZERO);
    }

    @Test
    void not_a_source_with_listeners() throws Exception {
        try (EventSource source =
                builder().addEventListener(Event.class, recorder).open()) {
            recorder.nextOpen();
            assertThat(server.requests()).containsExactly(HTTP_2);
        }
    }

    @Test
    void a_stream_whose_messages_are_taken() {
        try (EventStream stream = builder().stream()) {
            assertThat(stream.next(Patience.LIMIT)).map(MessageEvent::data).contains("x");
        }
        assertThat(server.requests()).containsExactly(HTTP_1_1);
    }

    @Test
    void a_stream_that_is_published() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        builder().publisher().subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(MessageEvent message) {
                subscription.cancel();
                received.add(message.data());
            }

            @Override
            public void onError(Throwable failure) {
                received.add(failure.toString());
            }

            @Override
            public void onComplete() {
                received.add("complete");
            }
        });
        assertThat(received.poll(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo("x");
        assertThat(server.requests()).containsExactly(HTTP_1_1);
    }

    @Test
    void a_source_that_was_paused_from_its_next_connection_on() throws Exception {
        try (EventSource source =
                builder().addEventListener(Event.class, recorder).open()) {
            recorder.nextOpen();
            source.pause();
            source.resume();
            endStream();
            assertThat(recorder.nextError().reconnectIn()).isPresent();
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("x");
        }
        assertThat(server.requests()).containsExactly(HTTP_2, HTTP_1_1);
    }

    @Test
    void not_a_source_that_was_not_paused() throws Exception {
        try (EventSource source =
                builder().addEventListener(Event.class, recorder).open()) {
            recorder.nextOpen();
            endStream();
            assertThat(recorder.nextError().reconnectIn()).isPresent();
            recorder.nextOpen();
        }
        assertThat(server.requests()).containsExactly(HTTP_2, HTTP_2);
    }

    /** The connection may be dead, and the client would use it again. */
    @Test
    void a_source_whose_connection_was_silent() throws Exception {
        try (EventSource source = builder()
                .idleTimeout(Duration.ofMillis(500))
                .addEventListener(Event.class, recorder)
                .open()) {
            recorder.nextOpen();
            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.IDLE);
            recorder.nextOpen();
        }
        assertThat(server.requests()).startsWith(HTTP_2, HTTP_1_1);
    }

    @Test
    void a_source_that_got_no_response_in_time() throws Exception {
        server.close();
        server = Http2Server.start(keys, 100, stream -> {});
        try (EventSource source = builder()
                .connectTimeout(Duration.ofSeconds(2))
                .addEventListener(Event.class, recorder)
                .open()) {
            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.TIMEOUT);
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("x");
        }
        assertThat(server.requests()).containsExactly(HTTP_2, HTTP_1_1);
    }

    /** Servers of HTTP/2 alone may answer 400. */
    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void not_a_source_whose_server_refuses_http_1_after_a_silence(int status) throws Exception {
        server.refuseHttp1(status);
        try (EventSource source = builder()
                .idleTimeout(Duration.ofMillis(500))
                .addEventListener(Event.class, recorder)
                .open()) {
            recorder.nextOpen();
            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.IDLE);
            ErrorEvent refused = recorder.nextError();
            assertThat(refused.status()).hasValue(status);
            assertThat(refused.readyState()).isEqualTo(ReadyState.CONNECTING);
            recorder.nextOpen();
        }
        assertThat(server.requests()).startsWith(HTTP_2, HTTP_1_1, HTTP_2);
    }

    @Test
    void not_a_source_that_is_refused_over_http_2_too() throws Exception {
        server.close();
        server = Http2Server.start(keys, 100, stream -> {
            if (server.requests().size() == 1) {
                Http2Server.answer(stream);
            } else {
                Http2Server.refusing(404).accept(stream);
            }
        });
        server.refuseHttp1(404);
        try (EventSource source = builder()
                .idleTimeout(Duration.ofMillis(500))
                .addEventListener(Event.class, recorder)
                .open()) {
            recorder.nextOpen();
            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.IDLE);
            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CLOSED);
        }
        assertThat(server.requests()).containsExactly(HTTP_2, HTTP_1_1, HTTP_2);
    }

    private void endStream() throws InterruptedException {
        Stream stream = streams.take();
        stream.data(new DataFrame(stream.getId(), ByteBuffer.allocate(0), true), Callback.NOOP);
    }
}
