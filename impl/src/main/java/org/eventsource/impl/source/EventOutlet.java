package org.eventsource.impl.source;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.function.Predicate;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;

/** Creates an event for everything that a connection delivers, and dispatches it to the listeners. */
final class EventOutlet implements Outlet {

    private final EventSource target;
    private final Listeners listeners;
    private final Timer timer;

    /** Accepts the last message. Throws only fatal errors. */
    private final Predicate<MessageEvent> closeOn;

    private String origin = "";

    /** When the current bytes were read. */
    private Instant readAt;

    EventOutlet(EventSource target, Listeners listeners, Timer timer, Predicate<MessageEvent> closeOn) {
        this.target = target;
        this.listeners = listeners;
        this.timer = timer;
        this.closeOn = closeOn;
        this.readAt = timer.now();
    }

    @Override
    public void onOpen(String newOrigin, HttpHeaders headers, String sentId) {
        origin = newOrigin;
        listeners.dispatch(OpenEvent.of(headers, sentId).withTarget(target));
    }

    @Override
    public void onRead() {
        readAt = timer.now();
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        MessageEvent message = MessageEvent.of(type, data, lastEventId, origin, readAt, target);
        listeners.dispatch(message);
        if (closeOn.test(message)) {
            target.close();
        }
    }

    @Override
    public void onError(ErrorEvent event) {
        listeners.dispatch(event.withTarget(target));
    }

    @Override
    public boolean notifies(ReadyState state) {
        return listeners.hasListenerFor(ErrorEvent.class, "error");
    }

    @Override
    public boolean ignoresComments() {
        return true;
    }
}
