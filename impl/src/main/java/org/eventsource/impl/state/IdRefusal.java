package org.eventsource.impl.state;

import java.nio.charset.StandardCharsets;
import org.eventsource.impl.transport.SentId;

/**
 * A status with which a server refuses a request because its headers or its URL are too long. Most servers accept 8 KB.
 * The last event id is the only part whose length the server decides.
 */
final class IdRefusal {

    private static final int BAD_REQUEST = 400;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADER_FIELDS_TOO_LARGE = 431;

    /** Some servers answer 400 for a long header, but all servers answer it for other reasons, too. */
    private static final int LONG_ID_BYTES = 1024;

    private IdRefusal() {}

    /** Returns whether the id that was sent may be the reason for a status. */
    static boolean isPossible(int status, SentId sent) {
        return switch (status) {
            case CONTENT_TOO_LARGE, HEADER_FIELDS_TOO_LARGE -> !sent.id().isEmpty();
            case URI_TOO_LONG -> !sent.query().isEmpty();
            case BAD_REQUEST -> sent.id().getBytes(StandardCharsets.UTF_8).length > LONG_ID_BYTES;
            default -> false;
        };
    }
}
