package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import org.eventsource.ErrorEvent;

/** Logs that a source has ended for good, as a browser tells its console. */
public final class EndLog {

    /** The standard's way for a server to say that it has no more to say. */
    private static final int NO_CONTENT = 204;

    private EndLog() {}

    /** Says so of a source of that name: a warning, unless the server wished it. */
    public static void tell(System.Logger logger, String name, ErrorEvent end) {
        boolean wished = end.status().orElse(0) == NO_CONTENT;
        logger.log(
                wished ? INFO : WARNING,
                "%s: closed for good: %s".formatted(name, end.reason()),
                end.cause().orElse(null));
    }
}
