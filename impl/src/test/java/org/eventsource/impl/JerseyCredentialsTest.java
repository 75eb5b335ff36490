package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The credentials of a {@code Client} of the application. Jersey answers a challenge with a request of its own, in its
 * response filter.
 */
class JerseyCredentialsTest extends TransportFixture {

    private static final String SECRET = "secret";

    private final Client client = ClientBuilder.newClient();
    private SseServer other;

    @BeforeEach
    void startOther() throws Exception {
        other = SseServer.start();
    }

    @AfterEach
    void stopOther() throws Exception {
        sources.forEach(EventSource::close);
        client.close();
        other.close();
    }

    static Stream<Arguments> schemes() {
        HttpAuthenticationFeature onlyWhenAsked = HttpAuthenticationFeature.basicBuilder()
                .nonPreemptive()
                .credentials("me", SECRET)
                .build();
        return Stream.of(
                arguments("Basic", onlyWhenAsked),
                arguments("Basic", HttpAuthenticationFeature.basic("me", SECRET)),
                arguments("Digest", HttpAuthenticationFeature.digest("me", SECRET)),
                arguments("Basic", HttpAuthenticationFeature.universal("me", SECRET)),
                arguments("Digest", HttpAuthenticationFeature.universal("me", SECRET)));
    }

    /** A challenge with the parameters of both schemes. */
    private static SseHandler challenge(String scheme) {
        return connection -> connection.respond(
                401,
                "WWW-Authenticate: %s realm=\"r\", nonce=\"n\", algorithm=MD5, qop=\"auth\"".formatted(scheme),
                "Content-Length: 0");
    }

    private void open(HttpAuthenticationFeature credentials) {
        client.register(credentials);
        open(builder(TransportKind.REST).client(client));
    }

    private void redirectToOther(SseConnection connection) throws IOException {
        connection.respond(302, "Location: " + other.url("/b"), "Content-Length: 0");
    }

    private void assertOtherIsAskedWithoutThem() throws InterruptedException {
        assertThat(recorder.nextError().status()).hasValue(401);
        assertThat(other.nextRequest().headers()).doesNotContainKeys("Authorization", "Cookie");
        assertThat(other.pendingRequests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void answer_the_challenge_of_their_server(String scheme, HttpAuthenticationFeature credentials) throws Exception {
        server.on("/", connection -> {
            if (connection.request().header("Authorization").isPresent()) {
                connection.stream("data: x\n\n");
            } else {
                challenge(scheme).handle(connection);
            }
        });
        open(credentials);

        recorder.nextOpen();
        assertThat(recorder.nextMessage().data()).isEqualTo("x");
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void do_not_answer_the_challenge_of_another_origin(String scheme, HttpAuthenticationFeature credentials)
            throws Exception {
        server.on("/", this::redirectToOther);
        other.on("/b", challenge(scheme));
        open(credentials);

        assertOtherIsAskedWithoutThem();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void stay_behind_when_an_answered_challenge_leads_to_another_origin(
            String scheme, HttpAuthenticationFeature credentials) throws Exception {
        server.on("/", connection -> {
            if (connection.request().header("Authorization").isPresent()) {
                redirectToOther(connection);
            } else {
                challenge(scheme).handle(connection);
            }
        });
        other.on("/b", challenge(scheme));
        open(credentials);

        assertOtherIsAskedWithoutThem();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void stay_behind_when_a_stream_comes_back_from_another_origin(String scheme, HttpAuthenticationFeature credentials)
            throws Exception {
        AtomicBoolean streamed = new AtomicBoolean();
        server.on("/", connection -> {
            if (connection.request().header("Authorization").isEmpty()) {
                challenge(scheme).handle(connection);
            } else if (streamed.compareAndSet(false, true)) {
                connection.stream("data: x\n\n");
            } else {
                redirectToOther(connection);
            }
        });
        other.on("/b", challenge(scheme));
        open(credentials);

        recorder.nextOpen();
        recorder.nextMessage();
        assertThat(recorder.nextError().readyState()).isEqualTo(ReadyState.CONNECTING);
        assertOtherIsAskedWithoutThem();
    }
}
