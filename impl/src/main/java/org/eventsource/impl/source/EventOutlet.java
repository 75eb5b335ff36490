package org.eventsource.impl.source;

import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;

/** Makes events of what a connection delivers, and hands them to the listeners. */
final class EventOutlet implements Outlet {

    private final EventSource target;
    private final Listeners listeners;
    private final ReadTime readTime;
    private String origin = "";

    EventOutlet(EventSource target, Listeners listeners, Timer timer) {
        this.target = target;
        this.listeners = listeners;
        this.readTime = new ReadTime(timer);
    }

    @Override
    public void onOpen(String newOrigin) {
        origin = newOrigin;
        readTime.forget();
        listeners.dispatch(OpenEvent.of().withTarget(target));
    }

    @Override
    public void onRead() {
        readTime.read();
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        listeners.dispatch(MessageEvent.of(type, data, lastEventId, origin, readTime.get(), target));
    }

    @Override
    public void onError(ErrorEvent event) {
        readTime.forget();
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
