package org.eventsource.testing.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;

/** Contains observers that throw exceptions, and observers of these failures. */
@ApplicationScoped
public class FailingObservers {

    @Inject
    Heard heard;

    void sync(@Observes @Stream("failing") @EventType("sync") MessageEvent message) {
        throw new IllegalStateException("on purpose");
    }

    void async(@ObservesAsync @Stream("failing") @EventType("async") MessageEvent message) {
        throw new IllegalStateException("on purpose, later");
    }

    void all(@Observes @Stream("failing") @EventType("message") MessageEvent message) {
        heard.add("failing", message.data());
    }

    void failed(@Observes @Stream("failing") FailedEvent failed) {
        heard.add("failed", failed);
        throw new IllegalStateException("a failure at a failure");
    }

    void failedLater(@ObservesAsync @Stream("failing") @EventType("async") FailedEvent failed) {
        heard.add("failed later", failed);
    }

    void closing(@Observes @Stream("closing") MessageEvent message) {
        heard.add("closing", message.data());
        throw new IllegalStateException("on purpose");
    }

    void closed(@Observes @Stream("closing") ErrorEvent error) {
        heard.add("closing", error);
    }
}
