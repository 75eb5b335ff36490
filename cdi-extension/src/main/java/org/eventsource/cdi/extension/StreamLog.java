package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.source.EndLog;

/** Tells operators how one connection fares. Called by one thread at a time. */
final class StreamLog {

    private static final System.Logger LOGGER = System.getLogger(StreamLog.class.getPackageName());

    private final String name;
    private final Duration startupGrace;
    private boolean opened;
    private boolean warned;

    StreamLog(String name, Duration startupGrace) {
        this.name = name;
        this.startupGrace = startupGrace;
    }

    void tell(Event event) {
        if (event instanceof OpenEvent) {
            LOGGER.log(DEBUG, () -> "%s: connected%s".formatted(name, opened ? " again" : ""));
            opened = true;
        } else if (event instanceof ErrorEvent error) {
            tell(error);
        }
    }

    private void tell(ErrorEvent error) {
        if (error.readyState() == ReadyState.CLOSED) {
            EndLog.tell(LOGGER, name, error);
        } else if (!opened && !warned && !startupGrace.isZero()) {
            warned = true;
            LOGGER.log(
                    WARNING,
                    "%s: %s; trying again, 404 and 5xx for %d s"
                            .formatted(name, error.reason(), startupGrace.toSeconds()));
        } else {
            LOGGER.log(DEBUG, () -> "%s: %s; trying again".formatted(name, error.reason()));
        }
    }
}
