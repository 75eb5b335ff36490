package org.eventsource.impl.rest;

import jakarta.ws.rs.core.Configuration;
import java.util.Map;
import java.util.Optional;

/**
 * What Jersey's client sends its requests with. The standard API does not tell, so this asks a method of Jersey's by
 * its name.
 */
final class JerseyConnector {

    private static final String JERSEY = "org.glassfish.jersey.";

    /** Jersey's default. */
    private static final String URL_CONNECTION = JERSEY + "client.HttpUrlConnectorProvider";

    private static final String NO_STREAM = "hands out a response only when it has ended: no event arrives while the"
            + " stream is open. Use Jersey's default connector, its Apache or its java.net.http connector";

    /** Connectors that cannot carry a stream as it should be. Tests outside this repository have seen it. */
    private static final Map<String, String> PROBLEMS = Map.of(
            JERSEY + "netty.connector.NettyConnectorProvider",
            "keeps the connections of sources that are closed until their servers end them",
            JERSEY + "grizzly.connector.GrizzlyConnectorProvider",
            NO_STREAM,
            JERSEY + "jetty.connector.JettyConnectorProvider",
            NO_STREAM);

    private JerseyConnector() {}

    static boolean isUrlConnection(Configuration client) {
        return nameOf(client).filter(URL_CONNECTION::equals).isPresent();
    }

    /** What does not work over that client, for people; empty: nothing that is known. */
    static Optional<String> problem(Configuration client) {
        return nameOf(client)
                .flatMap(name -> Optional.ofNullable(PROBLEMS.get(name)).map(problem -> name + " " + problem));
    }

    private static Optional<String> nameOf(Configuration client) {
        if (!client.getClass().getName().startsWith(JERSEY + "client.")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                            client.getClass().getMethod("getConnectorProvider").invoke(client))
                    .map(provider -> provider.getClass().getName());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version of Jersey, or a client that the application has closed.
            return Optional.empty();
        }
    }
}
