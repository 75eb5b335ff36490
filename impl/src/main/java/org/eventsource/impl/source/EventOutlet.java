package org.eventsource.impl.source;

import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.transport.Origin;

/** Makes events of what a connection delivers, and hands them to the listeners. */
final class EventOutlet implements Outlet {

    private static final System.Logger LOGGER = System.getLogger(EventOutlet.class.getPackageName());

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
        boolean heard = listeners.dispatch(event.withTarget(target));
        if (!heard && event.readyState() == ReadyState.CLOSED) {
            // Else a source whose application does not ask would end without a trace.
            EndLog.tell(LOGGER, Origin.withPath(target.url()), event);
        }
    }

    @Override
    public boolean ignoresComments() {
        return true;
    }
}
