package org.eventsource.impl.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.eventsource.impl.transport.Origin;

/** What went wrong, in words for people. */
final class FailureReason {

    private FailureReason() {}

    static String of(Throwable failure, URI uri) {
        if (has(failure, UnknownHostException.class) || has(failure, UnresolvedAddressException.class)) {
            return "the host " + uri.getHost() + " is not known";
        }
        if (has(failure, ConnectException.class)) {
            return Origin.of(uri) + " refused the connection";
        }
        if (has(failure, SSLException.class)) {
            return "no secure connection to " + Origin.of(uri) + ": " + of(failure);
        }
        if (has(failure, SocketTimeoutException.class)) {
            return "nothing came from " + Origin.of(uri) + " in the time that its client allows";
        }
        return has(failure, IOException.class) ? "the connection to " + Origin.of(uri) + " broke off" : of(failure);
    }

    /** Where no server has a part in it. */
    static String of(Throwable failure) {
        if (failure instanceof HeaderException && failure.getMessage() != null) {
            return failure.getMessage();
        }
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null || failure.getMessage().isBlank()
                ? name
                : name + ": " + failure.getMessage();
    }

    /** For people: 10 s, 1.5 s, 2 min. */
    static String duration(Duration time) {
        return time.toSeconds() >= 60 && time.toSeconds() % 60 == 0
                ? time.toMinutes() + " min"
                : "%s s"
                        .formatted(BigDecimal.valueOf(time.toMillis(), 3)
                                .stripTrailingZeros()
                                .toPlainString());
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
