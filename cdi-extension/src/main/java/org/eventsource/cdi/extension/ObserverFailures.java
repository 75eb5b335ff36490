package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.WARNING;

import java.util.function.Consumer;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.spi.ForeignText;

/** What observers of one stream could not handle: logged, and told to those who observe failures. */
final class ObserverFailures {

    private static final System.Logger LOGGER = System.getLogger(ObserverFailures.class.getPackageName());

    private final String name;
    private final ObserverCalls calls;
    private final Reports reports = new Reports();

    ObserverFailures(String name, ObserverCalls calls) {
        this.name = name;
        this.calls = calls;
    }

    /** At what is no message: there is nothing to be handled again. */
    void log(Event event, Throwable cause) {
        log("An observer of %s failed at an event of type \"%s\"".formatted(name, ForeignText.of(event.type())), cause);
    }

    /** At a message. */
    void tell(MessageEvent message, Delivery<FailedEvent> delivery, Phase phase, Throwable cause) {
        if (phase == Phase.DECODING) {
            log(
                    "%s: the data of a message of type \"%s\" is not what its observers ask for"
                            .formatted(name, ForeignText.of(message.type())),
                    cause);
        } else {
            log(message, cause);
        }
        FailedEvent failed = new FailedEvent(message, cause, phase);
        Consumer<Throwable> again = e -> log("An observer of the failures of %s failed itself".formatted(name), e);
        calls.inContext(delivery.heard(), () -> {
            if (phase == Phase.ASYNC_OBSERVER) {
                calls.fireAtOnce(delivery, failed, again);
            } else {
                calls.fire(delivery, failed, again, again);
            }
        });
    }

    private void log(String what, Throwable cause) {
        if (reports.isNew(cause)) {
            LOGGER.log(WARNING, what, cause);
        }
    }
}
