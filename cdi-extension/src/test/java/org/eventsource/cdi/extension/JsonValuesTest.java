package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

/** Observes messages whose data may be any JSON. */
class JsonValuesTest {

    @ApplicationScoped
    static class Values {
        void any(@Observes @Stream("prices") @EventType("any") JsonValue value, Recorder recorder) {
            recorder.record(value.getValueType() + " " + value);
        }

        void structure(@Observes @Stream("prices") @EventType("structure") JsonStructure value, Recorder recorder) {
            recorder.record(value.getValueType() + " " + value);
        }

        void failed(@Observes @Stream("prices") FailedEvent failed, Recorder recorder) {
            recorder.record(failed.message().data());
        }
    }

    @Test
    void values_and_structures_are_decoded() throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = Application.of(Values.class, Recorder.class)
                        .with("eventsource.prices.url", server.url("/"))
                        .start()) {
            server.request()
                    .open()
                    .message("any", "true")
                    .message("any", "\"a\"")
                    .message("any", "null")
                    .message("any", "[1]")
                    .message("structure", "[1]")
                    .message("structure", "{\"a\":1}")
                    .message("structure", "1");
            Recorder recorder = application.get(Recorder.class);
            assertThat(recorder.next()).isEqualTo("TRUE true");
            assertThat(recorder.next()).isEqualTo("STRING \"a\"");
            assertThat(recorder.next()).isEqualTo("NULL null");
            assertThat(recorder.next()).isEqualTo("ARRAY [1]");
            assertThat(recorder.next()).isEqualTo("ARRAY [1]");
            assertThat(recorder.next()).isEqualTo("OBJECT {\"a\":1}");
            assertThat(recorder.next()).isEqualTo("1");
        }
    }

    @ApplicationScoped
    static class Overlapping {
        void any(@Observes @Stream("prices") @EventType("a") JsonValue value) {}

        void object(@Observes @Stream("prices") @EventType("a") JsonObject value) {}

        void array(@Observes @Stream("prices") @EventType("b") JsonArray value) {}

        void other(@Observes @Stream("prices") @EventType("b") JsonObject value) {}
    }

    @Test
    void an_object_is_also_a_value() {
        assertThat(DeploymentProblemsTest.report(
                        Application.of(Overlapping.class).with("eventsource.prices.url", "http://localhost/")))
                .startsWith("1 problem with event streams:")
                .contains("event type \"a\": each jakarta.json.JsonObject is a jakarta.json.JsonValue");
    }
}
