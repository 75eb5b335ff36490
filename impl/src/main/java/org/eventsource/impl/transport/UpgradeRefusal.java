package org.eventsource.impl.transport;

import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/**
 * A response with status 101 that nobody asked for. The JDK's clients throw an exception for it, and its message alone
 * says so; those of Java 17 and 25 are known.
 */
public final class UpgradeRefusal {

    private static final String MESSAGE = "Unexpected 101 response";

    private UpgradeRefusal() {}

    /**
     * Returns the response that a client has refused by this exception, without its headers; empty if it is another.
     */
    public static Optional<Response> response(Throwable failure) {
        return Causes.all(failure).stream()
                .filter(cause -> cause instanceof ProtocolException
                        && cause.getMessage() != null
                        && cause.getMessage().contains(MESSAGE))
                .findFirst()
                .map(cause -> new Response(101, name -> List.of()));
    }
}
