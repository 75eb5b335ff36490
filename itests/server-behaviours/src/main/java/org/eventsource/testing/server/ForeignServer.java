package org.eventsource.testing.server;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;

/**
 * Sends streams from a server that the application is not in, and returns the configuration of the application's
 * streams.
 */
public final class ForeignServer implements AutoCloseable {

    /** This is longer than any test, because the streams last as long as the application. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final SseServer server;

    private ForeignServer(SseServer server) {
        this.server = server;
    }

    public static ForeignServer start() throws IOException {
        SseServer server = SseServer.start();
        for (String path : new String[] {"/pushed", "/read"}) {
            server.on(path, ForeignServer::tear, ForeignServer::resume);
        }
        server.on("/quotes", says(payloads()));
        server.on("/requests", says("data: 1\n\ndata: 2\n\n"));
        server.on("/both", says("data: first\n\n"));
        server.on("/surroundings", ForeignServer::look, ForeignServer::look, says("data: look\n\n"));
        server.on("/microprofile", says("data: MicroProfile Config\n\n"));
        server.on("/servlet", says("data: received\n\n"));
        server.on("/scopeless", says("data: call\n\n"));
        server.on("/own", says("data: META-INF/eventsource.properties\n\n"));
        new Flood().on(server);
        return new ForeignServer(server);
    }

    /** Returns the URL of a path of this server. */
    public String url(String path) {
        return server.url(path);
    }

    /** Returns the content of the application's {@code META-INF/microprofile-config.properties}. */
    public Map<String, String> microProfileConfig(URI application) {
        Map<String, String> properties = properties(application);
        properties.put("eventsource.configured.url", server.url("/microprofile"));
        return properties;
    }

    /** Returns the content of the application's {@code META-INF/eventsource.properties}. */
    public Map<String, String> ownConfig(URI application) {
        Map<String, String> properties = properties(application);
        properties.put("eventsource.configured.url", server.url("/own"));
        return properties;
    }

    private Map<String, String> properties(URI application) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("eventsource.ticks.url", application.resolve("api/ticks").toString());
        for (String key :
                new String[] {"pushed", "read", "quotes", "requests", "surroundings", "both", "servlet", "scopeless"}) {
            properties.put("eventsource." + key + ".url", server.url("/" + key));
        }
        properties.put("eventsource.read.transport", "rest");
        properties.put("eventsource.flood.url", server.url("/flood"));
        properties.put("eventsource.flood.shared", "false");
        properties.put("eventsource.flood-sent.url", server.url("/flood/sent"));
        properties.put("eventsource.flood-open.url", server.url("/flood/open"));
        return properties;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /**
     * Sends one message and ends the connection, so that more messages follow. In some servers the application's
     * surroundings are not complete at its first message.
     */
    private static void look(SseConnection connection) throws IOException {
        connection.stream("retry: 500\ndata: look\n\n");
    }

    private static void tear(SseConnection connection) throws IOException {
        connection.stream("retry: 100\nid: 1\ndata: first\n\nid: 2\ndata: torn");
    }

    private static void resume(SseConnection connection) throws IOException {
        String after = connection.request().lastEventId().orElse("nothing");
        hold(connection, "id: 2\ndata: after " + after + "\n\n");
    }

    private static String payloads() {
        return """
                event: record
                data: {"symbol":"A","price":1.5,"day":"2026-01-31"}

                event: object
                data: {"name":"B"}

                event: array
                data: [{"symbol":"C","price":1,"day":"2026-01-31"}]

                """;
    }

    private static SseHandler says(String events) {
        return connection -> hold(connection, events);
    }

    private static void hold(SseConnection connection, String events) throws IOException {
        connection.stream(events);
        connection.waitForClientClose(LIFE);
    }
}
