package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many calls there are between a transport and a listener: a reader of a stack trace has to pass each of them. */
class CallDepthTest {

    private static final String EXCHANGE = "org.eventsource.impl.jdk.JdkExchange.";
    private static final String FEED = "org.eventsource.parser.EventStreamParser.feed";

    /** The calls from the transport to a listener, the listener's first. */
    private static List<String> calls;

    @BeforeAll
    static void receiveAMessage() throws Exception {
        CompletableFuture<List<String>> received = new CompletableFuture<>();
        try (SseServer server = SseServer.start().on("/", connection -> {
                    connection.stream("data: x\n\n");
                    connection.waitForClientClose(Patience.LIMIT);
                });
                EventSource source = EventSource.builder(server.uri("/"))
                        .transport(TransportKind.JDK)
                        .onMessage(message -> received.complete(stack()))
                        .open()) {
            calls = received.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<String> stack() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .dropWhile(call -> call.startsWith(CallDepthTest.class.getName()))
                        .takeWhile(call -> !call.startsWith(EXCHANGE))
                        .toList());
    }

    private static Stream<String> ofEvent() {
        return calls.stream().takeWhile(call -> !call.equals(FEED));
    }

    private static Stream<String> ofRead() {
        return calls.stream().dropWhile(call -> !call.equals(FEED));
    }

    @Test
    void a_read_reaches_the_parser_by_eight_calls() {
        assertThat(ofRead()).hasSize(8).first().isEqualTo(FEED);
    }

    @Test
    void an_event_reaches_its_listener_by_seven_calls() {
        assertThat(ofEvent()).hasSize(7).last().isEqualTo("org.eventsource.parser.EventStreamParser.parse");
    }
}
