package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.function.Predicate;
import org.eventsource.MessageEvent;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.spi.ForeignText;

/** Calls the application's predicate for the last message of a stream. If it throws, the stream goes on. */
final class LastMessage implements Predicate<MessageEvent> {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final String source;
    private final Predicate<? super MessageEvent> closeOn;
    private final Reports reports = new Reports();

    /** @param source the name of the source in the log */
    LastMessage(String source, Predicate<? super MessageEvent> closeOn) {
        this.source = source;
        this.closeOn = closeOn;
    }

    @Override
    public boolean test(MessageEvent message) {
        try {
            boolean isLast = closeOn.test(message);
            if (isLast) {
                LOGGER.log(DEBUG, () -> source + ": closed for good: closeOn has accepted a message");
            }
            return isLast;
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            reports.log(
                    LOGGER,
                    "%s: closeOn failed at an event of type \"%s\"; the stream goes on"
                            .formatted(source, ForeignText.of(message.type())),
                    e);
            return false;
        }
    }
}
