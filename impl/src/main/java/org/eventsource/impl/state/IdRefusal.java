package org.eventsource.impl.state;

import java.nio.charset.StandardCharsets;

/**
 * A status by which a server refuses a request for the size of its headers. Most servers take 8 KB; the last event id
 * is the one header that the other side of the connection can make longer.
 */
final class IdRefusal {

    private static final int BAD_REQUEST = 400;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int HEADER_FIELDS_TOO_LARGE = 431;

    /** Some servers answer 400 for a long header, but all do so for what is wrong otherwise. */
    private static final int LONG_ID_BYTES = 1024;

    private IdRefusal() {}

    /** Whether the id that was sent may be the reason for a status. */
    static boolean isPossible(int status, String sentId) {
        return switch (status) {
            case CONTENT_TOO_LARGE, HEADER_FIELDS_TOO_LARGE -> !sentId.isEmpty();
            case BAD_REQUEST -> sentId.getBytes(StandardCharsets.UTF_8).length > LONG_ID_BYTES;
            default -> false;
        };
    }
}
