package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that do not reconnect, and sources that end with a message, over each transport. */
class OneRequestTest extends TransportFixture {

    private EventSource.Builder once(TransportKind transport) {
        return builder(transport).reconnect(false);
    }

    private void assertClosed(ErrorKind kind) throws Exception {
        ErrorEvent last = recorder.nextError();
        assertThat(last.kind()).isEqualTo(kind);
        assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(last.reconnectIn()).isEmpty();
        server.nextRequest();
        assertThat(server.pendingRequests()).isEmpty();
    }

    @Nested
    class A_source_that_does_not_reconnect {

        @OverEachTransport
        void ends_with_the_stream(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.stream("data: x\n\n"));
            open(once(transport));
            recorder.nextOpen();
            recorder.nextMessage();

            assertClosed(ErrorKind.END);
        }

        @OverEachTransport
        void ends_with_a_connection_that_breaks_off(TransportKind transport) throws Exception {
            Gate read = new Gate();
            server.on("/", connection -> {
                connection.stream("data: x\n\n");
                read.await();
                connection.reset();
            });
            open(once(transport));
            recorder.nextOpen();
            recorder.nextMessage();
            read.open();

            assertClosed(ErrorKind.LOST);
        }

        @OverEachTransport
        void ends_with_a_status_that_others_retry(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.respond(503, "Retry-After: 1"));
            open(once(transport).reconnectOn(503));

            assertClosed(ErrorKind.STATUS);
        }

        @OverEachTransport
        void ends_with_a_refusal_of_its_id(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.respond(431));
            open(once(transport).lastEventId("7"));

            assertClosed(ErrorKind.STATUS);
        }

        @OverEachTransport
        void ends_with_a_time_out(TransportKind transport) throws Exception {
            server.on("/", connection -> new Gate().await());
            open(once(transport).connectTimeout(Duration.ofSeconds(2)));

            assertClosed(ErrorKind.TIMEOUT);
        }

        @OverEachTransport
        void ends_when_no_server_is_there(TransportKind transport) throws Exception {
            server.close();
            open(once(transport));
            ErrorEvent last = recorder.nextError();

            assertThat(last.kind()).isEqualTo(ErrorKind.REFUSED);
            assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
        }

        /** The JDK's clients repeat a GET whose connection ends without a response. Ours prevents it in its own. */
        @ParameterizedTest
        @EnumSource(
                value = TransportKind.class,
                names = {"JDK", "AUTO"})
        void sends_its_request_once_though_the_server_leaves(TransportKind transport) throws Exception {
            server.on("/", connection -> {});
            open(once(transport));

            assertClosed(ErrorKind.LOST);
        }

        @OverEachTransport
        void follows_redirects(TransportKind transport) throws Exception {
            server.on("/", connection -> connection.respond(307, "Location: /b"));
            server.on("/b", connection -> connection.stream("data: x\n\n"));
            open(once(transport));
            recorder.nextOpen();
            recorder.nextMessage();

            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.END);
        }

        @Test
        void sends_a_request_like_any_other() throws Exception {
            server.on("/", streaming(""));
            open(once(TransportKind.JDK));

            assertThat(server.nextRequest().line()).isEqualTo("GET / HTTP/1.1");
            recorder.nextOpen();
        }
    }

    @Nested
    class The_last_message {

        @OverEachTransport
        void is_delivered_and_closes_the_source(TransportKind transport) throws Exception {
            server.on("/", streaming("data: a\n\nevent: end\ndata: [DONE]\n\ndata: later\n\n"));
            EventSource source =
                    open(builder(transport).closeOn(message -> message.data().equals("[DONE]")));
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("a");
            assertThat(recorder.nextMessage().data()).isEqualTo("[DONE]");
            await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
            source.close();

            assertThat(recorder.rest()).isEmpty();
        }

        @OverEachTransport
        void ends_the_connection(TransportKind transport) throws Exception {
            Gate left = new Gate();
            server.on("/", connection -> {
                connection.stream("data: [DONE]\n\n");
                connection.waitForClientClose();
                left.open();
            });
            open(builder(transport).closeOn(message -> true));

            left.await();
        }

        @OverEachTransport
        void is_not_known_where_the_predicate_fails(TransportKind transport) throws Exception {
            AtomicInteger calls = new AtomicInteger();
            server.on("/", streaming("data: a\n\ndata: b\n\ndata: c\n\n"));
            EventSource source = open(builder(transport).closeOn(message -> {
                if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("by the test");
                }
                return message.data().equals("b");
            }));
            recorder.nextOpen();
            recorder.nextMessage();
            recorder.nextMessage();
            await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);

            assertThat(recorder.rest()).isEmpty();
        }

        @OverEachTransport
        void ends_the_source_by_an_error_of_the_virtual_machine_in_the_predicate(TransportKind transport)
                throws Exception {
            server.on("/", streaming("data: a\n\n"));
            open(builder(transport).closeOn(message -> {
                throw new OutOfMemoryError("by the test");
            }));
            recorder.nextOpen();
            recorder.nextMessage();

            assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.LISTENER);
        }
    }
}
