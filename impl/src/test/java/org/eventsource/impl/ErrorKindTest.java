package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.Redirects;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.SelfSigned;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link ErrorEvent#kind()} over each transport. */
class ErrorKindTest extends TransportFixture {

    private static final String[] CHUNKED = {"Content-Type: text/event-stream", "Transfer-Encoding: chunked"};

    private ErrorEvent firstError(EventSource.Builder builder) throws Exception {
        open(builder);
        return recorder.nextError();
    }

    /** Returns the error after {@code open} and one message. */
    private ErrorEvent errorOfStream(EventSource.Builder builder) throws Exception {
        open(builder);
        recorder.nextOpen();
        recorder.nextMessage();
        return recorder.nextError();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static SseHandler chunked(String body) {
        return connection -> {
            connection.respond(200, CHUNKED);
            connection.events(body);
        };
    }

    private static SseHandler sized(int length, String body) {
        return answering(200, body, "Content-Type: text/event-stream", "Content-Length: " + length);
    }

    @Nested
    class The_end_of_a_stream {

        @OverEachTransport
        void by_the_server_is_END(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.stream("data: x\n\n"));
            ErrorEvent error = errorOfStream(builder(transport));

            assertThat(error.kind()).isEqualTo(ErrorKind.END);
            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @OverEachTransport
        void by_the_last_chunk_is_END(TransportKind transport) throws Exception {
            server.on("/", chunked(chunk("data: x\n\n") + "0\r\n\r\n"));

            assertThat(errorOfStream(builder(transport)).kind()).isEqualTo(ErrorKind.END);
        }

        @OverEachTransport
        void at_its_length_is_END(TransportKind transport) throws Exception {
            server.on("/", sized(9, "data: x\n\n"));

            assertThat(errorOfStream(builder(transport)).kind()).isEqualTo(ErrorKind.END);
        }

        @OverEachTransport
        void between_two_chunks_is_LOST(TransportKind transport) throws Exception {
            server.on("/", chunked(chunk("data: x\n\n")));

            assertThat(errorOfStream(builder(transport)).kind()).isEqualTo(ErrorKind.LOST);
        }

        @OverEachTransport
        void within_a_chunk_is_LOST(TransportKind transport) throws Exception {
            server.on("/", chunked("64\r\ndata: x\n\ndata: y"));

            assertThat(errorOfStream(builder(transport)).kind()).isEqualTo(ErrorKind.LOST);
        }

        @OverEachTransport
        void within_the_size_of_a_chunk_is_LOST(TransportKind transport) throws Exception {
            server.on("/", chunked(chunk("data: x\n\n") + "1"));

            assertThat(errorOfStream(builder(transport)).kind()).isEqualTo(ErrorKind.LOST);
        }

        @OverEachTransport
        void before_its_length_is_LOST(TransportKind transport) throws Exception {
            server.on("/", sized(100, "data: x\n\n"));

            assertThat(errorOfStream(builder(transport)).kind()).isEqualTo(ErrorKind.LOST);
        }

        @OverEachTransport
        void by_a_reset_is_LOST(TransportKind transport) throws Exception {
            Gate read = new Gate();
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                read.await();
                connection.reset();
            });
            open(builder(transport));
            recorder.nextOpen();
            recorder.nextMessage();
            read.open();

            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.LOST);
        }

        @OverEachTransport
        void by_its_silence_is_IDLE(TransportKind transport) throws Exception {
            server.on("/", streaming("data: x\n\n"));

            assertThat(errorOfStream(builder(transport).idleTimeout(Duration.ofSeconds(2)))
                            .kind())
                    .isEqualTo(ErrorKind.IDLE);
        }

        @OverEachTransport
        void by_an_event_above_the_limit_is_TOO_LARGE(TransportKind transport) throws Exception {
            server.on("/", streaming("data: x\n\ndata: " + "x".repeat(100) + "\n\n"));

            assertThat(errorOfStream(builder(transport).maxEventSize(50)).kind())
                    .isEqualTo(ErrorKind.TOO_LARGE);
        }

        @OverEachTransport
        void by_a_listener_without_memory_is_LISTENER(TransportKind transport) throws Exception {
            server.on("/", streaming("data: x\n\n"));
            ErrorEvent error = errorOfStream(builder(transport).onMessage(message -> {
                throw new OutOfMemoryError("by the test");
            }));

            assertThat(error.kind()).isEqualTo(ErrorKind.LISTENER);
            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Nested
    class An_attempt {

        @OverEachTransport
        void that_no_server_accepts_is_REFUSED(TransportKind transport) throws Exception {
            server.close();

            assertThat(firstError(builder(transport)).kind()).isEqualTo(ErrorKind.REFUSED);
        }

        @OverEachTransport
        void to_a_name_without_an_address_is_UNKNOWN_HOST(TransportKind transport) throws Exception {
            assertThat(firstError(builder(transport, URI.create("http://nowhere.invalid/")))
                            .kind())
                    .isEqualTo(ErrorKind.UNKNOWN_HOST);
        }

        @OverEachTransport
        void to_a_server_that_is_not_trusted_is_TLS(TransportKind transport) throws Exception {
            SSLContext untrusted = SelfSigned.context("ip:127.0.0.1");
            try (SSLServerSocket listener = (SSLServerSocket)
                    untrusted.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                Thread handshakes = new Thread(() -> acceptAll(listener));
                handshakes.setDaemon(true);
                handshakes.start();
                URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");

                assertThat(firstError(builder(transport, url)).kind()).isEqualTo(ErrorKind.TLS);
            }
        }

        private void acceptAll(SSLServerSocket listener) {
            try {
                while (true) {
                    listener.accept().getInputStream().read();
                }
            } catch (IOException e) {
                // The client does not trust this server, or the test is over.
                if (!listener.isClosed()) {
                    acceptAll(listener);
                }
            }
        }

        @OverEachTransport
        void without_a_response_is_TIMEOUT(TransportKind transport) throws Exception {
            server.on("/", SseConnection::waitForClientClose);

            assertThat(firstError(builder(transport).connectTimeout(Duration.ofMillis(200)))
                            .kind())
                    .isEqualTo(ErrorKind.TIMEOUT);
        }

        @OverEachTransport
        void whose_connection_ends_before_the_response_is_LOST(TransportKind transport) throws Exception {
            server.on("/", connection -> {});

            assertThat(firstError(builder(transport)).kind()).isEqualTo(ErrorKind.LOST);
        }

        @OverEachTransport
        void whose_header_supplier_fails_is_REQUEST(TransportKind transport) throws Exception {
            ErrorEvent error = firstError(builder(transport).header("X-Token", () -> {
                throw new IllegalStateException("no token");
            }));

            assertThat(error.kind()).isEqualTo(ErrorKind.REQUEST);
        }

        @ParameterizedTest
        @CsvSource({"JDK, 204", "REST, 204", "JDK, 403", "REST, 403", "JDK, 503", "REST, 503"})
        void with_another_status_is_STATUS(TransportKind transport, int status) throws Exception {
            server.on("/", connection -> connection.respond(status));

            assertThat(firstError(builder(transport)).kind()).isEqualTo(ErrorKind.STATUS);
        }

        @OverEachTransport
        void with_another_content_is_CONTENT(TransportKind transport) throws Exception {
            server.on("/", answering(200, "<html>", "Content-Type: text/html"));

            assertThat(firstError(builder(transport)).kind()).isEqualTo(ErrorKind.CONTENT);
        }

        @OverEachTransport
        void with_a_redirect_that_is_not_followed_is_REDIRECT(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.respond(302, "Location: /elsewhere"));

            assertThat(firstError(builder(transport).followRedirects(Redirects.NEVER))
                            .kind())
                    .isEqualTo(ErrorKind.REDIRECT);
        }
    }
}
