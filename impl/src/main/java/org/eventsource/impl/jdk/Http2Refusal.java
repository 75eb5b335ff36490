package org.eventsource.impl.jdk;

import java.io.IOException;
import java.util.List;

/**
 * A server takes no further stream on an HTTP/2 connection, or answers with a header that HTTP/2 does not have. It may
 * answer properly over HTTP/1.1. The client reports it only by the messages of exceptions. The messages of Java 17 and
 * 25 are known.
 */
final class Http2Refusal {

    /** SETTINGS_MAX_CONCURRENT_STREAMS is reached, and the request was not sent. */
    private static final String UNSENT = "too many concurrent streams";

    private static final List<String> MESSAGES = List.of(
            UNSENT,
            // REFUSED_STREAM, on 17.
            "Received RST_STREAM: Stream not processed",
            // GOAWAY, on 17.
            "GOAWAY received",
            // REFUSED_STREAM and GOAWAY, on 25, after the client's own retry.
            "request not processed by peer",
            // HTTP_1_1_REQUIRED.
            "Received RST_STREAM: Use HTTP/1.1 for request");

    /** A header of HTTP/1.1, such as {@code connection}, on 25. Its name follows. Java 17 accepts it. */
    private static final String PROHIBITED_HEADER = "Prohibited header name";

    private Http2Refusal() {}

    static boolean is(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof IOException
                && message != null
                && (MESSAGES.stream().anyMatch(message::endsWith) || message.contains(PROHIBITED_HEADER));
    }

    /** Returns whether no part of the request was sent. */
    static boolean isUnsent(Throwable failure) {
        return is(failure) && String.valueOf(failure.getMessage()).endsWith(UNSENT);
    }
}
