package org.eventsource.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;

/**
 * A listener that stores the events it receives, in order, until a test takes them. It needs no JUnit. Its methods may
 * be called by many threads.
 *
 * <pre>{@code
 * Recorder recorder = new Recorder();
 * EventSource.builder(url).addEventListener(Event.class, recorder).open();
 * recorder.nextOpen();
 * assertThat(recorder.nextMessage().data()).isEqualTo("42");
 * recorder.assertNothingElse();
 * }</pre>
 *
 * <p>The methods that wait do so for 10 s at most, and then throw {@link AssertionError}. They throw it, too, if the
 * thread is interrupted.
 */
public final class Recorder implements EventListener<Event> {

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** A recorder that has received nothing. */
    public Recorder() {}

    /** Stores an event. */
    @Override
    public void handleEvent(Event event) {
        events.add(event);
    }

    /** Waits for the next event and returns it. */
    public Event next() {
        return Patience.next(events, "event");
    }

    /**
     * Waits for the next event and returns it.
     *
     * @throws AssertionError if it is not of this kind
     */
    public <E extends Event> E next(Class<E> kind) {
        Event event = next();
        if (!kind.isInstance(event)) {
            throw new AssertionError("expected " + kind.getSimpleName() + ", but got " + event);
        }
        return kind.cast(event);
    }

    /** Waits for the next event, which must be an {@link OpenEvent}, and returns it. */
    public OpenEvent nextOpen() {
        return next(OpenEvent.class);
    }

    /** Waits for the next event, which must be a {@link MessageEvent}, and returns it. */
    public MessageEvent nextMessage() {
        return next(MessageEvent.class);
    }

    /** Waits for the next event, which must be an {@link ErrorEvent}, and returns it. */
    public ErrorEvent nextError() {
        return next(ErrorEvent.class);
    }

    /**
     * Takes events until one is of this kind and satisfies the condition, and returns it. The events before it are
     * dropped.
     *
     * @throws AssertionError if 10 s pass without another event; it lists the events that were taken
     */
    public <E extends Event> E await(Class<E> kind, Predicate<? super E> condition) {
        List<Event> others = new ArrayList<>();
        while (true) {
            Event event;
            try {
                event = next();
            } catch (AssertionError e) {
                throw new AssertionError(
                        "no %s satisfied the condition, but there were %s".formatted(kind.getSimpleName(), others), e);
            }
            if (kind.isInstance(event) && condition.test(kind.cast(event))) {
                return kind.cast(event);
            }
            others.add(event);
        }
    }

    /** Returns the events that were received and not taken. Does not wait, and takes none of them. */
    public List<Event> rest() {
        return List.copyOf(events);
    }

    /**
     * Checks that each event that was received has been taken. Does not wait: an event that comes later is not seen.
     * {@link EventSourceExtension} calls this after each test.
     *
     * @throws AssertionError if there are others; it lists them
     */
    public void assertNothingElse() {
        List<Event> rest = rest();
        if (!rest.isEmpty()) {
            throw new AssertionError("the test took no notice of these events: " + rest);
        }
    }
}
