package org.eventsource.itests.operators;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;

/** The server of the streams. It counts its own requests. */
public final class Upstream implements AutoCloseable {

    private static final List<String> KEYS = List.of("drill", "ready", "refused", "gone");

    /** A stream opens at the deployment, and may be silent during all other tests. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final SseServer server = SseServer.start();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, SseHandler> answers = new ConcurrentHashMap<>();
    private final Map<String, Gate> kills = new ConcurrentHashMap<>();

    private Upstream() {
        for (String key : KEYS) {
            requests.put(key, new AtomicInteger());
            server.on("/" + key, connection -> {
                of(requests, key).incrementAndGet();
                of(answers, key).handle(connection);
            });
        }
        answers.put("refused", connection -> connection.respond(403));
        answers.put("gone", connection -> connection.respond(204));
        work("drill");
        work("ready");
    }

    private static <T> T of(Map<String, T> all, String key) {
        return requireNonNull(all.get(key), key);
    }

    /** Starts the server. */
    public static Upstream start() {
        return new Upstream();
    }

    /** Returns the configuration of the application. */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        KEYS.forEach(key -> properties.put("eventsource." + key + ".url", server.url("/" + key)));
        properties.put("eventsource.reconnection-time", "100ms");
        properties.put("eventsource.max-reconnection-time", "100ms");
        properties.put("eventsource.startup-grace", "0s");
        properties.put("eventsource.outage-warning", "0s");
        for (String key : List.of("ready", "gone")) {
            properties.put("eventsource." + key + ".health", "ready");
            properties.put("eventsource." + key + ".health-grace", "0s");
        }
        return properties;
    }

    int requests(String key) {
        return of(requests, key).get();
    }

    /** From now on, requests open the stream, with one message. */
    void work(String key) {
        Gate kill = new Gate();
        kills.put(key, kill);
        answers.put(key, connection -> open(connection, kill));
    }

    private static void open(SseConnection connection, Gate kill) throws Exception {
        connection.stream("data: 1\n\n");
        kill.await(LIFE);
        connection.reset();
    }

    /** Ends the open connection in the middle. From now on, requests get this answer. */
    void kill(String key, SseHandler answer) {
        answers.put(key, answer);
        of(kills, key).open();
    }

    /** From now on, requests get this answer. */
    void answer(String key, SseHandler answer) {
        answers.put(key, answer);
    }

    @Override
    public void close() {
        kills.values().forEach(Gate::open);
        server.close();
    }
}
