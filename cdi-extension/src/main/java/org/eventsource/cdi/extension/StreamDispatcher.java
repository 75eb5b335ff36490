package org.eventsource.cdi.extension;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;

/** Fires what streams dispatch. A bean, because only then the container gives each message a request context. */
@ApplicationScoped
public class StreamDispatcher {

    private final Event<org.eventsource.Event> events;

    /** For the container. */
    @Inject
    public StreamDispatcher(@Any Event<org.eventsource.Event> events) {
        this.events = events;
    }

    /** For the container's proxy, which calls nothing on it. */
    @SuppressWarnings("NullAway")
    StreamDispatcher() {
        this.events = null;
    }

    /** What fires events of a kind with those qualifiers; selecting costs, so keep it. */
    public <E extends org.eventsource.Event> Event<E> select(Class<E> kind, Annotation... qualifiers) {
        return events.select(kind, qualifiers);
    }

    /** Fires an event to its synchronous observers, in a request context of their own. */
    @ActivateRequestContext
    public <E extends org.eventsource.Event> void fire(Event<E> selected, E event) {
        selected.fire(event);
    }

    /** Being an observer keeps this bean where a build removes those that nobody injects. */
    void keep(@Observes Startup startup) {}
}
