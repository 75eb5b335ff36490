package org.eventsource.cdi.extension.observers;

import java.util.function.Consumer;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.spi.ForeignText;

/** Logs the failures of the observers of one stream and fires {@link FailedEvent}. */
public final class FailureReports {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final String name;
    private final ObserverCalls calls;
    private final Reports reports = new Reports();

    public FailureReports(String name, ObserverCalls calls) {
        this.name = name;
        this.calls = calls;
    }

    /** Logs a failure of an observer at an event that is not a message. No {@code FailedEvent} is fired. */
    void log(Event event, Throwable cause) {
        log("%s: an observer failed at an event of type \"%s\"".formatted(name, ForeignText.of(event.type())), cause);
    }

    /** Logs a failure of an observer of a dead letter. */
    void logDeadLetter(Throwable cause) {
        log("%s: an observer of DeadLetterEvent failed".formatted(name), cause);
    }

    /** Logs a failure of an observer of a resumption. */
    void logResumed(Throwable cause) {
        log("%s: an observer of ResumedEvent failed".formatted(name), cause);
    }

    /** Logs a failure at a message, of an observer or of the decoding of its data, and fires a {@code FailedEvent}. */
    void report(MessageEvent message, Delivery<FailedEvent> delivery, Phase phase, Throwable cause) {
        if (phase == Phase.DECODING) {
            reports.log(
                    LOGGER,
                    "%s: the data of a message of type \"%s\" cannot be decoded for its observers"
                            .formatted(name, ForeignText.of(message.type())),
                    cause,
                    DecodingFailure::shown);
        } else {
            log(message, cause);
        }
        FailedEvent failed = FailedEvent.of(message, cause, phase);
        Consumer<Throwable> again = e -> log("%s: an observer of FailedEvent failed".formatted(name), e);
        calls.inContext(delivery.sync(), () -> {
            if (phase == Phase.ASYNC_OBSERVER) {
                calls.fireWithoutBlocking(delivery, failed, again);
            } else {
                calls.fire(delivery, failed, again, again);
            }
        });
    }

    private void log(String what, Throwable cause) {
        reports.log(LOGGER, what, cause);
    }
}
