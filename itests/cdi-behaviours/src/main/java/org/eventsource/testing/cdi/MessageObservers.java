package org.eventsource.testing.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.inject.Inject;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Observes messages and the states of their streams. */
@ApplicationScoped
public class MessageObservers {

    @Inject
    Heard heard;

    void all(@Observes @Priority(1) @Stream("messages") MessageEvent message, EventMetadata metadata) {
        heard.add("all", message);
        heard.add("metadata", metadata.getQualifiers());
        heard.add("order", "first");
    }

    void tick(@Observes @Priority(2) @Stream("messages") @EventType("tick") MessageEvent tick) {
        heard.add("tick", tick.data());
        heard.add("order", "second");
    }

    static void still(@Observes @Stream("messages") @EventType("tick") MessageEvent tick, Heard heard) {
        heard.add("static", tick.data());
    }

    void any(@Observes @Stream("messages") Event event) {
        heard.add("any", event.type());
        if (event.type().equals("message")) {
            heard.add("last", event);
        }
    }

    void bare(@Observes MessageEvent message) {
        if (message.data().equals("own")) {
            heard.add("bare", message);
        }
    }

    void later(@ObservesAsync @Stream("async") MessageEvent message) {
        heard.add("async", message.data());
    }

    void opened(@Observes @Stream("states") OpenEvent open) {
        heard.add("states", open);
    }

    void failed(@Observes @Stream("states") ErrorEvent error) {
        heard.add("states", error);
    }

    void expanded(@Observes @Stream("${behaviour.host}/expanded") MessageEvent message) {
        heard.add("expanded", message.data());
    }

    void relative(@Observes @Stream("/relative") MessageEvent message) {
        heard.add("relative", message.data());
    }

    /** Has no instance when the messages arrive. */
    @ApplicationScoped
    public static class Conditional {

        @Inject
        Heard heard;

        void on(@Observes(notifyObserver = Reception.IF_EXISTS) @Stream("messages") MessageEvent message) {
            heard.add("conditional", message.data());
        }
    }
}
