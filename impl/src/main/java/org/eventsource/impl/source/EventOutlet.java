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

    private final MessageSink sink;

    private String origin = "";

    /** When the current bytes were read. */
    private Instant readAt;

    EventOutlet(
            EventSource target, Listeners listeners, Timer timer, Predicate<MessageEvent> closeOn, MessageSink sink) {
        this.target = target;
        this.listeners = listeners;
        this.timer = timer;
        this.closeOn = closeOn;
        this.sink = sink;
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
        // Before the listeners, because one of them may close the source.
        sink.onMessage(message);
        listeners.dispatch(message);
        if (closeOn.test(message)) {
            target.close();
        }
    }

    @Override
    public void onError(ErrorEvent event) {
        listeners.dispatch(event.withTarget(target));
        sink.onError(event);
    }

    @Override
    public void onReadEnd() {
        sink.onReadEnd();
    }

    @Override
    public boolean mayHold() {
        return sink.mayHold();
    }

    @Override
    public boolean wantsMore() {
        return sink.wantsMore();
    }

    @Override
    public boolean holds() {
        return sink.holds();
    }

    @Override
    public boolean notifies(ReadyState state) {
        return listeners.hasListenerFor(ErrorEvent.class, "error")
                || (state == ReadyState.CLOSED && sink != MessageSink.NONE);
    }

    @Override
    public boolean ignoresComments() {
        return true;
    }
}
