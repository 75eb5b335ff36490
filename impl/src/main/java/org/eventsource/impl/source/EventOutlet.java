package org.eventsource.impl.source;

import java.time.Instant;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.impl.dispatch.Listeners;

/** Makes events of what a connection delivers, and hands them to the listeners. */
final class EventOutlet implements Outlet {

    private final EventSource target;
    private final Listeners listeners;
    private String origin = "";
    private Instant readAt = Instant.EPOCH;

    EventOutlet(EventSource target, Listeners listeners) {
        this.target = target;
        this.listeners = listeners;
    }

    @Override
    public void onOpen(String newOrigin) {
        origin = newOrigin;
        listeners.dispatch(OpenEvent.of().withTarget(target));
    }

    @Override
    public void onRead(Instant time) {
        readAt = time;
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        listeners.dispatch(MessageEvent.of(type, data, lastEventId, origin, readAt, target));
    }

    @Override
    public void onError(ErrorEvent event) {
        listeners.dispatch(event.withTarget(target));
    }

    @Override
    public boolean ignoresComments() {
        return true;
    }
}
