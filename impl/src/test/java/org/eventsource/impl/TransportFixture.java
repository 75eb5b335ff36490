package org.eventsource.impl;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scripted server, and sources whose events are recorded. */
abstract class TransportFixture {

    static final Duration SHORTEST = Duration.ofMillis(100);

    final Recorder recorder = new Recorder();
    final List<EventSource> sources = new ArrayList<>();
    SseServer server;

    @BeforeEach
    final void startServer() throws Exception {
        server = SseServer.start();
    }

    @AfterEach
    final void closeAll() throws Exception {
        sources.forEach(EventSource::close);
        server.close();
    }

    final EventSource.Builder builder(TransportKind transport, URI uri) {
        return EventSource.builder(uri)
                .transport(transport)
                .reconnectionTime(SHORTEST)
                .maxReconnectionTime(SHORTEST)
                .addEventListener(Event.class, recorder);
    }

    final EventSource.Builder builder(TransportKind transport) {
        return builder(transport, server.uri("/"));
    }

    final EventSource open(EventSource.Builder builder) {
        EventSource source = builder.open();
        sources.add(source);
        return source;
    }

    /** Sends a text and keeps the stream open. */
    static SseHandler streaming(String events) {
        return connection -> {
            connection.stream(events);
            new Gate().await();
        };
    }

    /** Sends a response with a body and ends the connection. */
    static SseHandler answering(int status, String body, String... headers) {
        return connection -> {
            connection.respond(status, headers);
            connection.events(body);
        };
    }
}
