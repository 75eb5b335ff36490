package org.eventsource.impl.transport;

import org.eventsource.spi.ForeignText;

/**
 * A text for messages that may be a URL or a part of one. It is shown without user info, query and fragment, which may
 * be secret, on one line, and cut if it is long. The text may be malformed.
 */
public final class Shown {

    private Shown() {}

    /** Returns the text without the parts that may be secret. */
    public static String of(String text) {
        return ForeignText.url(text);
    }

    /** Returns a message of foreign code. The URLs in it are without the parts that may be secret. */
    public static String message(String text) {
        return ForeignText.message(text);
    }

    /** Returns whether {@link #of} leaves the text unchanged. */
    public static boolean isWhole(String text) {
        return of(text).equals(text);
    }
}
