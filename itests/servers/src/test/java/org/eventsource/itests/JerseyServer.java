package org.eventsource.itests;

import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.net.URI;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** Serves Jakarta REST resources from a real server, on a free port of 127.0.0.1. */
final class JerseyServer implements AutoCloseable {

    private final HttpServer server;

    private JerseyServer(HttpServer server) {
        this.server = server;
    }

    static JerseyServer start(Class<?>... resources) throws IOException {
        HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0/"), new ResourceConfig(resources), false);
        server.start();
        return new JerseyServer(server);
    }

    URI uri(String path) {
        int port = server.getListeners().iterator().next().getPort();
        return UriBuilder.fromUri("http://127.0.0.1").port(port).path(path).build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
