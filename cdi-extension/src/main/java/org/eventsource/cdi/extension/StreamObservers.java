package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.event.Event;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.impl.dispatch.Reports;

/** The observers of one stream: fires what it dispatches, where somebody hears it. */
final class StreamObservers {

    private static final System.Logger LOGGER = System.getLogger(StreamObservers.class.getPackageName());

    private final String name;
    private final Audience audience;
    private final StreamDispatcher dispatcher;
    private final AsyncObservers async;
    private final Reports reports = new Reports();

    /** By what they are fired with: as many as there are kinds and declared types. */
    private final Map<List<Object>, Event<?>> selected = new ConcurrentHashMap<>();

    StreamObservers(
            String name, Audience audience, StreamDispatcher dispatcher, Executor executor, Dispatches dispatches) {
        this.name = name;
        this.audience = audience;
        this.dispatcher = dispatcher;
        this.async = new AsyncObservers(executor, dispatches, this::report);
    }

    boolean askForStream() {
        return audience.asksForStream();
    }

    void stop() {
        async.stop();
    }

    /** They get copies: an observer is not where a listener was set, and sees no target. */
    void notify(org.eventsource.Event event) {
        if (event instanceof MessageEvent message) {
            fire(
                    EventKind.MESSAGE,
                    MessageEvent.class,
                    message.type(),
                    () -> MessageEvent.of(message.type(), message.data(), message.lastEventId(), message.origin()));
        } else if (event instanceof ErrorEvent error) {
            fire(
                    EventKind.ERROR,
                    ErrorEvent.class,
                    error.type(),
                    () -> ErrorEvent.of(
                            error.readyState(), error.reason(), error.status(), error.cause(), error.reconnectIn()));
        } else {
            fire(EventKind.OPEN, OpenEvent.class, event.type(), OpenEvent::of);
        }
    }

    private <E extends org.eventsource.Event> void fire(
            EventKind kind, Class<E> kindOfEvent, String type, Supplier<E> copy) {
        boolean heard = audience.hears(kind, type, false);
        boolean heardLater = audience.hears(kind, type, true);
        if (!heard && !heardLater) {
            return;
        }
        E event = copy.get();
        if (heard) {
            attempt(event, () -> dispatcher.fire(select(kindOfEvent, event), event));
        }
        if (heardLater) {
            attempt(event, () -> async.fire(select(kindOfEvent, event), event));
        }
    }

    /** What observers throw is logged and goes no further, except a {@link VirtualMachineError}. */
    private void attempt(org.eventsource.Event event, Runnable firing) {
        try {
            firing.run();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            report(event, e);
        }
    }

    @SuppressWarnings("unchecked") // each is put under the kind of its events
    private <E extends org.eventsource.Event> Event<E> select(Class<E> kind, E event) {
        List<Object> key = event instanceof MessageEvent && audience.names(event.type())
                ? List.of(kind, event.type())
                : List.of(kind);
        return (Event<E>) selected.computeIfAbsent(key, absent -> dispatcher.select(kind, qualifiers(absent)));
    }

    private Annotation[] qualifiers(List<Object> selection) {
        List<Annotation> qualifiers = new ArrayList<>();
        qualifiers.add(Stream.Literal.of(audience.key()));
        if (selection.size() > 1) {
            qualifiers.add(EventType.Literal.of((String) selection.get(1)));
        }
        return qualifiers.toArray(Annotation[]::new);
    }

    private void report(org.eventsource.Event event, Throwable failure) {
        if (reports.isNew(failure)) {
            LOGGER.log(
                    WARNING,
                    "An observer of %s failed at an event of type \"%s\"; the stream goes on"
                            .formatted(name, event.type()),
                    failure);
        }
    }
}
