package org.eventsource.itests.support;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;

/** A listener that stores the events it receives, in order, until a test takes them. */
public final class Recorder implements EventListener<Event> {

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    @Override
    public void handleEvent(Event event) {
        events.add(event);
    }

    /** The next event, which must be there within {@link Patience#LIMIT}. */
    public Event next() throws InterruptedException {
        Event event = events.poll(Patience.LIMIT.toMillis(), MILLISECONDS);
        if (event == null) {
            throw new AssertionError("no event came within " + Patience.LIMIT);
        }
        return event;
    }

    /** The next event, which must be {@code open}. */
    public OpenEvent nextOpen() throws InterruptedException {
        return next(OpenEvent.class);
    }

    /** The next event, which must be a message. */
    public MessageEvent nextMessage() throws InterruptedException {
        return next(MessageEvent.class);
    }

    /** The next event, which must be an error of the source. */
    public ErrorEvent nextError() throws InterruptedException {
        return next(ErrorEvent.class);
    }

    /** Returns the events that were received and not taken. */
    public List<Event> rest() {
        return List.copyOf(events);
    }

    private <E extends Event> E next(Class<E> kind) throws InterruptedException {
        Event event = next();
        if (!kind.isInstance(event)) {
            throw new AssertionError("expected " + kind.getSimpleName() + ", but got " + event);
        }
        return kind.cast(event);
    }
}
