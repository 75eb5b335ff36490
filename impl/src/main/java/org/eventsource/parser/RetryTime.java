package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The value of a {@code retry} field. */
final class RetryTime {

    private RetryTime() {}

    /**
     * Returns the milliseconds, at most {@link Long#MAX_VALUE}. Returns null unless the value "consists of only ASCII
     * digits" (HTML 9.2.6) and has at least one.
     */
    static @Nullable Duration parse(byte[] bytes, int from, int to) {
        long millis = 0;
        for (int index = from; index < to; index++) {
            int digit = bytes[index] - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * millis + digit;
        }
        return from < to ? Duration.ofMillis(millis) : null;
    }
}
