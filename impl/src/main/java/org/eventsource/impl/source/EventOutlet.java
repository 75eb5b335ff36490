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
import org.jspecify.annotations.Nullable;

/** Creates an event for everything that a connection delivers, and dispatches it to the listeners. */
final class EventOutlet implements Outlet {

    private final EventSource target;
    private final Listeners listeners;
    private final Timer timer;

    /** Accepts the last message, if no message waits. Throws only fatal errors. */
    private final Predicate<MessageEvent> closeOn;

    private final MessageSink sink;

    /** Null: no message waits until another one is handled. */
    private final @Nullable Handling handling;

    private String origin = "";

    /** When the first event of the current bytes came. Null: none came yet, as many reads complete no event. */
    private @Nullable Instant readAt;

    EventOutlet(
            EventSource target,
            Listeners listeners,
            Timer timer,
            Predicate<MessageEvent> closeOn,
            MessageSink sink,
            @Nullable Handling handling) {
        this.target = target;
        this.listeners = listeners;
        this.timer = timer;
        this.closeOn = closeOn;
        this.sink = sink;
        this.handling = handling;
    }

    @Override
    public void onOpen(String newOrigin, HttpHeaders headers, String sentId) {
        origin = newOrigin;
        if (handling != null) {
            handling.opened(sentId);
        }
        listeners.dispatch(OpenEvent.of(headers, sentId).withTarget(target));
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
        MessageEvent message = MessageEvent.of(type, data, lastEventId, origin, time, target);
        if (handling == null) {
            // Before the listeners, because one of them may close the source.
            sink.onMessage(message);
            listeners.dispatch(message);
            if (closeOn.test(message)) {
                target.close();
            }
        } else {
            handling.handle(message);
        }
    }

    @Override
    public void onBlock(@Nullable String type, @Nullable String data, @Nullable String id) {
        if (handling != null) {
            handling.block(data != null, id);
        }
    }

    @Override
    public boolean blocks() {
        return handling != null && handling.blocks();
    }

    @Override
    public boolean isBusy() {
        return handling != null && handling.isBusy();
    }

    @Override
    public void onError(ErrorEvent event) {
        listeners.dispatch(event.withTarget(target));
        sink.onError(event);
    }

    @Override
    public void onReadEnd() {
        if (handling != null) {
            handling.readEnd();
        }
        sink.onReadEnd();
    }

    @Override
    public void onResumed() {
        if (handling != null) {
            handling.resumed();
        }
    }

    @Override
    public boolean mayHold() {
        return handling != null || sink.mayHold();
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
    public boolean notifiesOfMessages() {
        return listeners.hasListenerFor(MessageEvent.class);
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
