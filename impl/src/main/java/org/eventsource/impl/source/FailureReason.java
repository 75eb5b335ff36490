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
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Shown;
import org.eventsource.spi.ForeignText;

/** The reason of a failure, in words for people. */
final class FailureReason {

    private FailureReason() {}

    static String of(Throwable failure, URI uri) {
        OptionalInt refusal = ClientMessages.tunnelRefusal(failure);
        if (refusal.isPresent()) {
            return refusal(refusal.getAsInt(), uri);
        }
        if (failure instanceof ExchangeException) {
            return words(failure);
        }
        if (Causes.contain(failure, UnknownHostException.class)
                || Causes.contain(failure, UnresolvedAddressException.class)) {
            return Proxies.name(uri)
                    .map(proxy -> "the host of " + ForeignText.of(proxy) + " is not known")
                    .orElseGet(() -> "the host " + ForeignText.of(uri.getHost()) + " is not known");
        }
        if (Causes.contain(failure, ConnectException.class)) {
            return Proxies.name(uri).map(ForeignText::of).orElseGet(() -> ForeignText.of(Origin.of(uri)))
                    + " refused the connection";
        }
        if (Causes.contain(failure, SSLException.class)) {
            return "no secure connection to " + ForeignText.of(Origin.of(uri)) + ": " + words(failure);
        }
        if (Causes.contain(failure, SocketTimeoutException.class)) {
            return "nothing came from " + ForeignText.of(Origin.of(uri)) + " in the time that its client allows";
        }
        return Causes.contain(failure, IOException.class)
                ? "the connection to " + ForeignText.of(Origin.of(uri)) + " broke off"
                : "the HTTP client failed: " + words(failure);
    }

    /** Returns the reason of an attempt that a proxy refused. */
    static String refusal(int status, URI uri) {
        return "%s answered %d".formatted(Proxies.name(uri).map(ForeignText::of).orElse("the proxy"), status);
    }

    /** Returns the reason of an attempt that failed before it had a request. */
    static String beforeRequest(Throwable failure) {
        return failure instanceof RequestException
                ? words(failure)
                : "the request could not be made: " + words(failure);
    }

    /** Returns the failure of a source whose client cannot read a response that is complete. */
    static Failure unreadable(int status, Throwable failure) {
        return new Failure(
                "the HTTP client cannot read the response: " + words(failure),
                OptionalInt.of(status),
                Optional.of(failure));
    }

    /**
     * Returns the message of an exception. For an error the name of its class comes first, because the message is often
     * only the name of a class or of a method. Some clients write the URL of the request into their messages, with its
     * query.
     */
    static String words(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
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
