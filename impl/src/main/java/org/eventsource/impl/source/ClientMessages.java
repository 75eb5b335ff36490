package org.eventsource.impl.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.impl.state.ResponseCheck;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.Response;

/**
 * What HTTP clients report only by the messages of their exceptions, for which they have neither types nor fields. The
 * messages of Java 17 and 25 are known.
 */
final class ClientMessages {

    /** Parts of the messages for responses that a client of the JDK does not return, with the statuses. */
    private static final Map<String, Integer> UNRETURNED = Map.of(
            "Unexpected 101 response",
            101,
            // It names a length of a body, or a transfer coding, which this status does not have.
            "with 204 response",
            ResponseCheck.NO_CONTENT);

    /** A proxy refused a tunnel to a server of https. */
    private static final List<Pattern> TUNNEL_REFUSALS = List.of(
            // java.net.http, and our transport over it.
            Pattern.compile("Tunnel failed, got: (\\d{3})"),
            // HttpURLConnection.
            Pattern.compile("Unable to tunnel through proxy\\. Proxy returns \"HTTP/\\d\\.\\d (\\d{3})"),
            // Apache's client, in RESTEasy.
            Pattern.compile("CONNECT refused by proxy: HTTP/\\d\\.\\d (\\d{3})"));

    /** The system's time for a connection, which may be longer than ours, is over. */
    private static final String CONNECT_TIMEOUT = "timed out";

    /** The names of the proxy in messages of the JDK's sockets. */
    private static final String SOCKS = "SOCKS";

    private static final String UNCONNECTED = "Can't connect to SOCKS proxy";
    private static final String REFUSED = "Connection refused";

    private ClientMessages() {}

    /** Returns the words of a SOCKS proxy that made no connection; empty if that is not the cause of a failure. */
    static Optional<String> socksRefusal(Throwable failure) {
        return ofSockets(failure)
                .filter(message -> message.contains(SOCKS) && !message.contains(UNCONNECTED))
                .findFirst();
    }

    /** Returns whether there is no connection to a SOCKS proxy. On Java 17 the exception is no ConnectException. */
    static boolean isSocksUnconnected(Throwable failure) {
        return ofSockets(failure).anyMatch(message -> message.contains(UNCONNECTED) || message.contains(REFUSED));
    }

    private static Stream<String> ofSockets(Throwable failure) {
        return Causes.all(failure).stream()
                .filter(SocketException.class::isInstance)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull);
    }

    /** Returns whether a connection failed because there was no answer, and not because the server refused it. */
    static boolean isConnectTimeout(Throwable failure) {
        return Causes.all(failure).stream()
                .anyMatch(cause -> cause instanceof ConnectException
                        && cause.getMessage() != null
                        && cause.getMessage().contains(CONNECT_TIMEOUT));
    }

    /**
     * Returns the response for which a client of the JDK threw an exception instead. It has no headers. Empty for any
     * other exception.
     */
    static Optional<Response> unreturned(Throwable failure) {
        return Causes.all(failure).stream()
                .filter(IOException.class::isInstance)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .flatMap(message -> UNRETURNED.entrySet().stream().filter(known -> message.contains(known.getKey())))
                .findFirst()
                .map(known -> Response.of(known.getValue()));
    }

    /** Returns the status with which a proxy refused a tunnel, if that is the cause of a failure. */
    static OptionalInt tunnelRefusal(Throwable failure) {
        return Causes.all(failure).stream()
                .map(Throwable::getMessage)
                .flatMap(message -> TUNNEL_REFUSALS.stream().map(refusal -> refusal.matcher(String.valueOf(message))))
                .filter(Matcher::find)
                .mapToInt(refusal -> Integer.parseInt(refusal.group(1)))
                .findFirst();
    }
}
