package org.eventsource.itests.server;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.eventsource.testing.server.DeployedApplication;

/** The server that this build has started. */
final class Server {

    private Server() {}

    /** An application by the name of its archive. */
    static DeployedApplication application(String name) {
        String port = requireNonNull(System.getProperty("server.http.port"), "server.http.port");
        return new DeployedApplication(URI.create("http://127.0.0.1:" + port + "/" + name + "/"));
    }
}
