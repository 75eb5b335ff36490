package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.pull.WaitingMessages;
import org.eventsource.spi.ForeignText;

/** The messages of a shared stream for one subscriber, who has a handle of the stream. */
final class HandleFeed extends SubscriberFeed {

    private final Executor begun;
    private final StreamHandle handle;

    /**
     * @param eventType the type of the messages; empty: all types
     * @param handles creates the handle
     * @param begun runs tasks when the application has begun to run
     * @param waiting contains the messages until the subscriber takes them
     */
    HandleFeed(
            Optional<String> eventType,
            Function<Listeners, StreamHandle> handles,
            Executor begun,
            WaitingMessages waiting) {
        super(eventType, waiting);
        this.begun = begun;
        Listeners listeners = new Listeners((event, failure, reports) -> {});
        listeners.add(Event.class, this::receive);
        this.handle = handles.apply(listeners);
    }

    private void receive(Event event) {
        if (event instanceof MessageEvent message) {
            add(message, message.type());
        } else if (event instanceof ErrorEvent error && waiting.endAt(error)) {
            leave();
        }
    }

    @Override
    public void start() {
        begun.execute(() -> {
            try {
                handle.attach();
            } catch (RuntimeException e) {
                fail(ErrorEvent.builder(
                                ErrorKind.CLIENT,
                                ReadyState.CLOSED,
                                "the stream cannot be opened: " + ForeignText.of(e))
                        .cause(e)
                        .build());
            }
        });
    }

    @Override
    void leave() {
        handle.close();
    }
}
