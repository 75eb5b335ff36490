package org.eventsource.itests.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.eventsource.testing.server.DeployedApplication;

/** The server that this build has started. */
final class Server {

    private static final int PORT =
            Integer.parseInt(requireNonNull(System.getProperty("server.http.port"), "server.http.port"));

    private Server() {}

    /** Returns the application whose archive has this name. */
    static DeployedApplication application(String name) {
        return new DeployedApplication(URI.create("http://127.0.0.1:" + PORT + "/" + name + "/"));
    }

    /** Returns whether no process listens on the port of the server. */
    static boolean hasLeftItsPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(PORT, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
