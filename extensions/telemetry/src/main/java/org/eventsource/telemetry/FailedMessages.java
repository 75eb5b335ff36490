package org.eventsource.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eventsource.cdi.FailedEvent;

/** Marks the span of a message whose observer failed. */
@ApplicationScoped
public class FailedMessages {

    /** Called by the container. */
    public FailedMessages() {}

    void failed(@Observes FailedEvent failed) {
        StreamSpans.failed(failed);
    }
}
