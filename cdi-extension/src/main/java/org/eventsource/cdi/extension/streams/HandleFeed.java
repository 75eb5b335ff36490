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
import org.eventsource.impl.pull.Feed;
import org.eventsource.impl.pull.WaitingMessages;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** The messages of a shared stream for one subscriber, who has a handle of the stream. */
final class HandleFeed implements Feed<MessageEvent>, Pulls.Pull {

    private final Optional<String> eventType;
    private final Executor begun;
    private final WaitingMessages waiting;
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
        this.eventType = eventType;
        this.begun = begun;
        this.waiting = waiting;
        Listeners listeners = new Listeners((event, failure, reports) -> {});
        listeners.add(Event.class, this::receive);
        this.handle = handles.apply(listeners);
    }

    private void receive(Event event) {
        if (event instanceof MessageEvent message) {
            if ((eventType.isEmpty() || eventType.get().equals(message.type())) && !waiting.add(message)) {
                handle.close();
            }
        } else if (event instanceof ErrorEvent error && waiting.endAt(error)) {
            handle.close();
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
                                "the stream cannot be opened: " + ForeignText.of(e.toString()))
                        .cause(e)
                        .build());
            }
        });
    }

    @Override
    public @Nullable MessageEvent poll() {
        return waiting.poll();
    }

    @Override
    public boolean isOver() {
        return waiting.isOver();
    }

    @Override
    public boolean isEnded() {
        return waiting.isEnded();
    }

    @Override
    public @Nullable ErrorEvent failure() {
        return waiting.failure();
    }

    @Override
    public void fail(ErrorEvent cause) {
        waiting.end(cause);
        handle.close();
    }

    @Override
    public void close() {
        waiting.close();
        handle.close();
    }
}
