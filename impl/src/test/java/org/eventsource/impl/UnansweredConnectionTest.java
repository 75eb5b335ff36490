package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.testing.Recorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server whose queue of connections is full. The system answers no further request for a connection, as behind a
 * firewall that drops them.
 */
class UnansweredConnectionTest {

    private static final int MOST = 100;
    private static final int UNANSWERED_MILLIS = 300;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final List<Socket> queue = new ArrayList<>();
    private final Recorder recorder = new Recorder();
    private ServerSocket server;

    @BeforeEach
    void fillTheQueue() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        while (isAnswered()) {
            assertThat(queue).as("connections that nobody accepts").hasSizeLessThan(MOST);
        }
    }

    private boolean isAnswered() throws IOException {
        Socket socket = new Socket();
        queue.add(socket);
        try {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), UNANSWERED_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        server.close();
    }

    private EventSource open(TransportKind kind) {
        return EventSource.builder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                .transport(kind)
                .connectTimeout(CONNECT_TIMEOUT)
                .reconnectionTime(Duration.ofMillis(100))
                .onError(recorder)
                .open();
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"REST", "JDK"})
    void is_a_failed_attempt_after_the_connect_timeout_each_time(TransportKind kind) throws Exception {
        try (EventSource source = open(kind)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                ErrorEvent error = recorder.nextError();

                assertThat(error.reason()).isEqualTo("no response within 2 s");
                assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            }
            assertThat(source.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
        assertThat(recorder.rest()).isEmpty();
    }
}
