package org.eventsource.itests.server;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.eventsource.testing.server.DeployedApplication;

/** Finds applications in the server that this build has started. */
final class Server {

    private Server() {}

    /** Returns the application whose archive has this name. */
    static DeployedApplication application(String name) {
        String port = requireNonNull(System.getProperty("server.http.port"), "server.http.port");
        return new DeployedApplication(URI.create("http://127.0.0.1:" + port + "/" + name + "/"));
    }
}
