package org.eventsource.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;

/**
 * Prints the errors of a stream in plain words, each one once: the tenth attempt that fails for one reason is no news.
 */
final class Failures {

    private boolean connected;
    private String known = "";

    /** The connection is there: whatever fails from now on is news. */
    void over() {
        connected = true;
        known = "";
    }

    /** What to say of an error; empty if nothing has changed since the one before. */
    Optional<String> news(ErrorEvent error) {
        String what = what(error);
        connected = false;
        if (what.equals(known)) {
            return Optional.empty();
        }
        known = what;
        return Optional.of(what + error.reconnectIn().map(Failures::next).orElse(""));
    }

    private String what(ErrorEvent error) {
        if (error.readyState() == ReadyState.CLOSED) {
            return "closed for good: " + error.reason();
        }
        return (connected ? "connection lost: " : "no connection: ") + error.reason();
    }

    private static String next(Duration delay) {
        return String.format(Locale.ROOT, "; reconnecting in %.1f s", delay.toMillis() / 1000.0);
    }
}
