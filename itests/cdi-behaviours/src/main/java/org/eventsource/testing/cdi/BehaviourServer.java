package org.eventsource.testing.cdi;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;

/**
 * Sends the events of the application's streams. No test controls it, because some containers load the tests with
 * another class loader.
 */
public final class BehaviourServer implements AutoCloseable {

    /** These streams send one event and nothing more. */
    private static final List<String> SIMPLE = List.of(
            "field",
            "constructor",
            "initializer",
            "instance",
            "provider",
            "producer",
            "parameter",
            "got",
            "built",
            "own",
            "eager",
            "publishedshared");

    private final SseServer server;
    private final Queue<CompletableFuture<Void>> ends = new ConcurrentLinkedQueue<>();
    private final Map<String, String> properties = new TreeMap<>();

    private BehaviourServer(SseServer server) {
        this.server = server;
    }

    public static BehaviourServer start() throws IOException {
        BehaviourServer started = new BehaviourServer(SseServer.start());
        started.addStreams();
        return started;
    }

    /** Returns the application's configuration. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /**
     * Closes the server. Call this method after the application has stopped: the application must have closed all its
     * connections by then.
     */
    @Override
    public void close() throws IOException {
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                    .get(Patience.LIMIT.toMillis(), MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the application has not closed all its connections", e);
        } finally {
            server.close();
        }
    }

    private void addStreams() {
        SIMPLE.forEach(key -> add(key, says("data: " + key + "\n\n")));
        add("messages", says("id: 7\nevent: tick\ndata: 1\n\ndata: 2\n\n"));
        add("states", BehaviourServer::openAndEnd, says(""));
        add("payloads", says(payloads()));
        add(
                "undecodable",
                says("event: tick\ndata: nonsense\n\nevent: tick\ndata: {\"symbol\":\"A\",\"price\":2}\n\n"));
        add("failing", says("event: sync\ndata: 1\n\nevent: async\ndata: 2\n\ndata: 3\n\n"));
        add("closing", says("data: 1\n\ndata: 2\n\n"));
        properties.put("eventsource.closing.on-failure", "close");
        add("contexts", says("data: 1\n\ndata: 2\n\n"));
        add("spared", says("data: 1\n\n"));
        properties.put("eventsource.spared.request-context", "false");
        add(
                "async",
                says(IntStream.range(0, 200).mapToObj("data: %d\n\n"::formatted).collect(Collectors.joining())));
        AtomicInteger connections = new AtomicInteger();
        add("unshared", connection -> hold(connection, "data: " + connections.incrementAndGet() + "\n\n"));
        properties.put("eventsource.unshared.shared", "false");
        add(
                "monitored",
                connection -> connection.stream("id: 1\ndata: 1\n\n"),
                connection -> connection.respond(503),
                says("data: 2\n\n"));
        properties.put("eventsource.monitored.reconnection-time", "100ms");
        add("published", says("data: 1\n\nevent: tick\ndata: {\"symbol\":\"P\",\"price\":2}\n\n"));
        properties.put("eventsource.published.shared", "false");
        add("customized", BehaviourServer::echoAndEnd, this::echo);
        properties.put("eventsource.customized.reconnection-time", "100ms");
        properties.put("eventsource.states.reconnection-time", "100ms");
        add(
                "carried",
                connection -> hold(
                        connection,
                        "data: " + connection.request().header("Cookie").orElse("none") + "\n\n"));
        properties.put("behaviour.host", server.url(""));
        server.on("/expanded", says("data: expanded\n\n"));
        properties.put("eventsource.base-url", server.url("/"));
        server.on("/relative", says("data: relative\n\n"));
    }

    private void add(String key, SseHandler first, SseHandler... following) {
        server.on("/" + key, first, following);
        properties.put("eventsource." + key + ".url", server.url("/" + key));
    }

    private static String payloads() {
        return """
                event: text
                data: not JSON

                event: record
                data: {"symbol":"A","price":1.5}

                event: class
                data: {"name":"B"}

                event: array
                data: [{"symbol":"C","price":1},{"symbol":"D","price":2}]

                event: object
                data: {"e":1}

                event: list
                data: [1,2]

                """;
    }

    private SseHandler says(String events) {
        return connection -> hold(connection, events);
    }

    private void hold(SseConnection connection, String events) throws IOException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        ends.add(end);
        try {
            connection.stream(events);
            connection.waitForClientClose(Duration.ofMinutes(5));
        } finally {
            // If a client stops early, it closes the connection while the response is written. Writing then fails.
            end.complete(null);
        }
    }

    private static void openAndEnd(SseConnection connection) throws IOException {
        connection.stream();
    }

    private static void echoAndEnd(SseConnection connection) throws IOException {
        connection.stream(token(connection));
    }

    private void echo(SseConnection connection) throws IOException {
        hold(connection, token(connection));
    }

    private static String token(SseConnection connection) {
        return "data: " + connection.request().header("X-Token").orElse("none") + " "
                + connection.request().header("X-All").orElse("none") + "\n\n";
    }
}
