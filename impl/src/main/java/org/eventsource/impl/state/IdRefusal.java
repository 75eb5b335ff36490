package org.eventsource.impl.state;

import java.nio.charset.StandardCharsets;

/**
 * A status with which a server refuses a request because its headers are too long. Most servers accept 8 KB. The last
 * event id is the only header whose length the server decides.
 */
final class IdRefusal {

    private static final int BAD_REQUEST = 400;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int HEADER_FIELDS_TOO_LARGE = 431;

    /** Some servers answer 400 for a long header, but all servers answer it for other reasons, too. */
    private static final int LONG_ID_BYTES = 1024;

    private IdRefusal() {}

    /** Returns whether the id that was sent may be the reason for a status. */
    static boolean isPossible(int status, String sentId) {
        return switch (status) {
            case CONTENT_TOO_LARGE, HEADER_FIELDS_TOO_LARGE -> !sentId.isEmpty();
            case BAD_REQUEST -> sentId.getBytes(StandardCharsets.UTF_8).length > LONG_ID_BYTES;
            default -> false;
        };
    }
}
