package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.eventsource.parser.EventStreamHandler;
import org.eventsource.parser.EventStreamParser;
import org.junit.jupiter.api.Test;

class GarbageTest {

    private final List<String> seen = new ArrayList<>();

    private final EventStreamParser parser = new EventStreamParser(new EventStreamHandler() {

        @Override
        public void onEvent(String type, String data, String lastEventId) {
            seen.add(lastEventId + " " + data);
        }
    });

    @Test
    void isNoEventAndMovesNoId() {
        feed("id: 7\ndata: before\n\n".getBytes(UTF_8));
        feed(Garbage.bytes());
        parser.end();
        feed("data: after\n\n".getBytes(UTF_8));

        assertThat(seen).containsExactly("7 before", "7 after");
    }

    @Test
    void isNoText() {
        assertThat(new String(Garbage.bytes(), UTF_8)).contains("\ufffd").endsWith("data: {\"symbol\":\"AC");
    }

    private void feed(byte[] bytes) {
        parser.feed(bytes, 0, bytes.length);
    }
}
