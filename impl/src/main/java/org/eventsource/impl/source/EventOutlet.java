package org.eventsource.impl.source;

import java.time.Instant;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.impl.dispatch.Listeners;
import org.jspecify.annotations.Nullable;

/** Makes events of what a connection delivers, and hands them to the listeners. */
final class EventOutlet implements Outlet {

    private final EventSource target;
    private final Listeners listeners;
    private final Timer timer;
    private String origin = "";

    /** The time of all events of one read, null until there is one: many reads have none, and clocks are slow. */
    private @Nullable Instant readAt;

    EventOutlet(EventSource target, Listeners listeners, Timer timer) {
        this.target = target;
        this.listeners = listeners;
        this.timer = timer;
    }

    @Override
    public void onOpen(String newOrigin) {
        origin = newOrigin;
        listeners.dispatch(OpenEvent.of().withTarget(target));
    }

    @Override
    public void onRead() {
        readAt = null;
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        Instant time = readAt;
        if (time == null) {
            time = timer.now();
            readAt = time;
        }
        listeners.dispatch(MessageEvent.of(type, data, lastEventId, origin, time, target));
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
