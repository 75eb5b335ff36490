package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.testing.EventSourceExtension;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.StreamScript;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the samples of the test kit that need no container. */
class KitSamplesTest {

    @Nested
    @ExtendWith(EventSourceExtension.class)
    class PricesTest {

        @Test
        void resumes_after_a_cut(SseServer server, Recorder recorder) {
            StreamScript prices = server.stream("/prices")
                    .open()
                    .id("7")
                    .message("tick", "42")
                    .cut();

            try (EventSource source = EventSource.builder(server.url("/prices"))
                    .reconnectionTime(Duration.ofMillis(100))
                    .addEventListener(Event.class, recorder)
                    .open()) {
                recorder.nextOpen();
                assertThat(recorder.nextMessage().data()).isEqualTo("42");
                assertThat(recorder.nextError().reconnectIn()).isPresent();
                assertThat(server.nextRequest().lastEventId()).isEmpty();

                prices.open();
                recorder.nextOpen();
                assertThat(server.nextRequest().lastEventId()).contains("7");
            }
        }
    }

    @Nested
    @ExtendWith(EventSourceExtension.class)
    class OutageTest {

        @Test
        void survives_each_failure(SseServer server, Recorder recorder) {
            StreamScript prices = server.stream("/prices");
            prices.open().message("tick", "42").end(); // the first connection
            prices.fail(503); // the second connection
            prices.refuse(); // the third connection
            prices.open().send("data: half of an ev").cut(); // the fourth connection
            prices.open().message("tick", "43"); // the fifth connection stays open

            try (EventSource source = EventSource.builder(server.url("/prices"))
                    .reconnectionTime(Duration.ofMillis(100))
                    .maxReconnectionTime(Duration.ofMillis(100))
                    .reconnectOn(503)
                    .addEventListener("tick", MessageEvent.class, recorder)
                    .open()) {
                assertThat(recorder.nextMessage().data()).isEqualTo("42");
                assertThat(recorder.nextMessage().data()).isEqualTo("43");
                assertThat(server.pendingRequests()).hasSize(5);
            }
        }
    }
}
