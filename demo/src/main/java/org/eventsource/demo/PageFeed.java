package org.eventsource.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;

/** Passes all that the Java source receives on to the open pages. */
final class PageFeed implements Tape {

    private final URI stream;
    private final Consumer<Boolean> watched;
    private final Set<Viewer> viewers = new HashSet<>();
    private ReadyState state = ReadyState.CONNECTING;
    private boolean serverRuns = true;
    private String lastEventId = "";

    /** One open page. */
    private record Viewer(SseEventSink sink, Sse sse) {

        /** Returns false if the page is no longer open. */
        boolean send(String type, JsonObject data) {
            if (!sink.isClosed()) {
                sink.send(sse.newEvent(type, data.toString()));
            }
            return !sink.isClosed();
        }

        void close() {
            try {
                sink.close();
            } catch (UncheckedIOException e) {
                // The page was closed before, which is as good.
            }
        }
    }

    /**
     * @param stream the address that the source reads, and that the page is to read, too
     * @param watched is called when the first page opens, and when the last one was closed
     */
    PageFeed(URI stream, Consumer<Boolean> watched) {
        this.stream = stream;
        this.watched = watched;
    }

    /** Adds a page. It first receives the state. */
    synchronized void add(SseEventSink sink, Sse sse) {
        var viewer = new Viewer(sink, sse);
        viewer.send("hello", hello());
        if (viewers.add(viewer) && viewers.size() == 1) {
            watched.accept(true);
        }
    }

    /** The server of the stream was started or stopped. */
    synchronized void server(boolean runs) {
        serverRuns = runs;
        send("server", Json.createObjectBuilder().add("running", runs));
    }

    @Override
    public synchronized void opened(OpenEvent open) {
        state = ReadyState.OPEN;
        send("opened", Json.createObjectBuilder());
    }

    @Override
    public synchronized void received(MessageEvent message) {
        lastEventId = message.lastEventId();
        send(
                "received",
                Json.createObjectBuilder().add("id", message.lastEventId()).add("data", message.data()));
    }

    @Override
    public synchronized void failed(ErrorEvent error) {
        state = error.readyState();
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("state", state.name()).add("reason", error.reason());
        error.reconnectIn().ifPresent(delay -> json.add("reconnectIn", delay.toMillis()));
        send("failed", json);
    }

    @Override
    public synchronized void end() {
        viewers.forEach(Viewer::close);
        viewers.clear();
    }

    private void send(String type, JsonObjectBuilder data) {
        JsonObject json = data.build();
        if (viewers.removeIf(viewer -> !viewer.send(type, json)) && viewers.isEmpty()) {
            watched.accept(false);
        }
    }

    private JsonObject hello() {
        return Json.createObjectBuilder()
                .add("stream", stream.toString())
                .add("running", serverRuns)
                .add("state", state.name())
                .add("lastEventId", lastEventId)
                .build();
    }
}
