package org.eventsource.impl.jdk;

import java.io.IOException;
import java.util.List;

/**
 * What a server of HTTP/2 says that takes no further stream on a connection, and might take one over HTTP/1.1. The
 * client tells it by its messages alone; those of Java 17 and 25 are known.
 */
final class Http2Refusal {

    private static final List<String> MESSAGES = List.of(
            // SETTINGS_MAX_CONCURRENT_STREAMS is reached: nothing was sent.
            "too many concurrent streams",
            // REFUSED_STREAM, on 17.
            "Received RST_STREAM: Stream not processed",
            // GOAWAY, on 17.
            "GOAWAY received",
            // Both, on 25, which has tried again by then.
            "request not processed by peer",
            // HTTP_1_1_REQUIRED.
            "Received RST_STREAM: Use HTTP/1.1 for request");

    private Http2Refusal() {}

    static boolean is(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof IOException
                && message != null
                && MESSAGES.stream().anyMatch(message::endsWith);
    }
}
