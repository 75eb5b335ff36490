package org.example.prices;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** A browser that is connected. */
record Browser(Sse sse, SseEventSink sink) {

    void send(Update update) {
        sink.send(sse.newEventBuilder()
                .id(update.id())
                .name("price")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(Price.class, update.price())
                .build());
    }
}
