package org.eventsource.impl.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.eventsource.ErrorKind;
import org.eventsource.impl.cursor.CursorException;
import org.eventsource.impl.dispatch.FailureMessage;
import org.eventsource.impl.state.Answer;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Shown;
import org.eventsource.spi.ForeignText;

/** The kind and the reason of a failure, in words for people. */
final class FailureReason {

    private FailureReason() {}

    /**
     * Returns the failure of an attempt that had a request.
     *
     * @param proxies the proxies of the client
     * @param opened whether the stream was open
     */
    static Failure of(Throwable cause, URI uri, Proxies proxies, boolean opened) {
        OptionalInt refusal = ClientMessages.tunnelRefusal(cause);
        if (refusal.isPresent()) {
            int status = refusal.getAsInt();
            ErrorKind kind = status == Proxies.AUTHENTICATION_REQUIRED ? ErrorKind.STATUS : ErrorKind.PROXY;
            return new Failure(kind, refusal(status, uri, proxies), refusal, Optional.of(cause), Answer.NONE);
        }
        if (cause instanceof ExchangeException) {
            return Failure.of(ErrorKind.CLIENT, words(cause), cause);
        }
        return opened ? ofStream(cause, uri, proxies) : ofConnecting(cause, uri, proxies);
    }

    private static Failure ofConnecting(Throwable cause, URI uri, Proxies proxies) {
        Optional<Failure> ofSocks = proxies.isSocks(uri) ? ofSocks(cause, uri, proxies) : Optional.empty();
        if (ofSocks.isPresent()) {
            return ofSocks.get();
        }
        boolean unknown = Causes.contain(cause, UnknownHostException.class)
                || Causes.contain(cause, UnresolvedAddressException.class);
        if (unknown || Causes.contain(cause, ConnectException.class)) {
            return proxies.name(uri)
                    .map(proxy ->
                            Failure.of(ErrorKind.PROXY, unconnected(ForeignText.of(proxy), unknown, cause), cause))
                    .orElseGet(() -> unconnected(uri, unknown, cause));
        }
        if (Causes.contain(cause, SSLException.class)) {
            return Failure.of(
                    ErrorKind.TLS, "no secure connection to " + server(uri, proxies) + ": " + words(cause), cause);
        }
        if (Causes.contain(cause, SocketTimeoutException.class)) {
            return Failure.of(ErrorKind.TIMEOUT, silence(uri, proxies), cause);
        }
        return broken(cause, uri, proxies);
    }

    /** Returns the failure if a SOCKS proxy is its cause. */
    private static Optional<Failure> ofSocks(Throwable cause, URI uri, Proxies proxies) {
        String proxy = ForeignText.of(proxies.name(uri).orElse("the SOCKS proxy"));
        return ClientMessages.socksRefusal(cause)
                .map(refusal -> "%s made no connection to %s: %s"
                        .formatted(proxy, ForeignText.of(Origin.of(uri)), Shown.message(refusal)))
                .or(() -> ClientMessages.isSocksUnconnected(cause)
                        ? Optional.of(unaccepted(proxy, cause))
                        : Optional.empty())
                .map(reason -> Failure.of(ErrorKind.PROXY, reason, cause));
    }

    private static Failure unconnected(URI uri, boolean unknown, Throwable cause) {
        ErrorKind kind = unknown
                ? ErrorKind.UNKNOWN_HOST
                : ClientMessages.isConnectTimeout(cause) ? ErrorKind.TIMEOUT : ErrorKind.REFUSED;
        String who = ForeignText.of(unknown ? uri.getHost() : Origin.of(uri));
        return Failure.of(kind, unknown ? "the host " + who + " is not known" : unaccepted(who, cause), cause);
    }

    private static String unconnected(String proxy, boolean unknown, Throwable cause) {
        return unknown ? "the host of " + proxy + " is not known" : unaccepted(proxy, cause);
    }

    private static String unaccepted(String who, Throwable cause) {
        return who
                + (ClientMessages.isConnectTimeout(cause)
                        ? " did not accept the connection in time"
                        : " refused the connection");
    }

    /** A stream over TLS breaks off by exceptions of TLS, too. */
    private static Failure ofStream(Throwable cause, URI uri, Proxies proxies) {
        return Causes.contain(cause, SocketTimeoutException.class)
                ? Failure.of(ErrorKind.IDLE, silence(uri, proxies), cause)
                : broken(cause, uri, proxies);
    }

    private static String silence(URI uri, Proxies proxies) {
        return "nothing came from " + server(uri, proxies) + " in the time that its client allows";
    }

    private static Failure broken(Throwable cause, URI uri, Proxies proxies) {
        return Causes.contain(cause, IOException.class)
                ? Failure.of(ErrorKind.LOST, "the connection to " + server(uri, proxies) + " broke off", cause)
                : Failure.of(ErrorKind.CLIENT, "the HTTP client failed: " + words(cause), cause);
    }

    /** Returns the name of the server, and of the proxy that may have failed instead. */
    private static String server(URI uri, Proxies proxies) {
        return ForeignText.of(Origin.of(uri)) + throughProxy(uri, proxies);
    }

    /** Returns the name of the proxy for the end of a sentence; empty if there is none. */
    static String throughProxy(URI uri, Proxies proxies) {
        return proxies.name(uri)
                .map(proxy -> " through " + ForeignText.of(proxy))
                .orElse("");
    }

    /** Returns the reason of an attempt that a proxy refused. */
    static String refusal(int status, URI uri, Proxies proxies) {
        return "%s answered %d%s"
                .formatted(
                        proxies.name(uri).map(ForeignText::of).orElse("the proxy"),
                        status,
                        proxies.advice(status, uri));
    }

    /**
     * Returns the failure of an attempt that failed before it had a request.
     *
     * @param supplied whether the application's part of the request failed; otherwise the client did
     */
    static Failure beforeRequest(Throwable cause, boolean supplied) {
        if (cause instanceof CursorException) {
            return Failure.of(ErrorKind.CURSOR, words(cause), cause);
        }
        return Failure.of(
                supplied ? ErrorKind.REQUEST : ErrorKind.CLIENT,
                cause instanceof RequestException ? words(cause) : "the request could not be made: " + words(cause),
                cause);
    }

    /** Returns the failure of a source whose client cannot read a response that is complete. */
    static Failure unreadable(int status, Throwable cause) {
        return new Failure(
                ErrorKind.CONTENT,
                "the HTTP client cannot read the response: " + words(cause),
                OptionalInt.of(status),
                Optional.of(cause),
                Answer.NONE);
    }

    /**
     * Returns the message of an exception. For an error the name of its class comes first, because the message is often
     * only the name of a class or of a method. Some clients write the URL of the request into their messages, with its
     * query.
     */
    static String words(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        String message = FailureMessage.of(failure);
        if (message == null) {
            return name;
        }
        return Shown.message(failure instanceof Error ? name + ": " + message : message);
    }

    /** Returns a time for messages: 10 s, 1.5 s, 2 min. */
    static String duration(Duration time) {
        return time.toSeconds() >= 60 && time.toSeconds() % 60 == 0
                ? time.toMinutes() + " min"
                : "%s s"
                        .formatted(BigDecimal.valueOf(time.toMillis(), 3)
                                .stripTrailingZeros()
                                .toPlainString());
    }
}
