package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;

/** A JVM whose platform has ASCII alone, as in many containers. */
class AsciiPlatformTest {

    @OverEachTransport
    void sends_urls_and_ids_of_other_characters_exactly_or_not_at_all(TransportKind kind) throws Exception {
        try (SseServer server =
                        SseServer.start().on("/caf%C3%A9", connection -> connection.stream("id: \u00e9\ndata: x\n\n"));
                ForkedJvm unused = ForkedJvm.startInLocale(
                        "C", Stream.class, List.of("-Dfile.encoding=US-ASCII"), kind.name(), server.url("/"))) {
            SseRequest first = server.nextRequest();
            SseRequest second = server.nextRequest();

            assertThat(first.target()).isEqualTo("/caf%C3%A9?q=%E2%82%AC&r=%F0%9F%98%80");
            assertThat(second.target()).isEqualTo(first.target());
            assertThat(second.lastEventId()).isEmpty();
        }
    }

    /** Opens a stream. The command line could not have its URL. */
    static final class Stream {

        private Stream() {}

        public static void main(String[] arguments) throws Exception {
            EventSource unused = EventSource.builder(arguments[1] + "caf\u00e9?q=\u20ac&r=\ud83d\ude00")
                    .transport(TransportKind.valueOf(arguments[0]))
                    .reconnectionTime(TransportFixture.SHORTEST)
                    .open();
            new CountDownLatch(1).await();
        }
    }
}
