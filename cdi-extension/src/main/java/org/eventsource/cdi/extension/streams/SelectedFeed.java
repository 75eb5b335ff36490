package org.eventsource.cdi.extension.streams;

import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.pull.Feed;
import org.eventsource.impl.transport.Shown;
import org.jspecify.annotations.Nullable;

/** Makes items of messages, on the thread that takes them. */
final class SelectedFeed<T> implements Feed<T> {

    /** Makes an item of a message. */
    @FunctionalInterface
    interface Selection<T> {

        /**
         * Returns the item; empty: the message is skipped.
         *
         * @param failed is called if data cannot be decoded
         */
        Optional<T> select(MessageEvent message, Consumer<Throwable> failed);
    }

    private final Feed<MessageEvent> messages;
    private final Selection<T> selection;
    private final boolean closeOnFailure;
    private volatile @Nullable ErrorEvent failure;

    /** @param closeOnFailure whether data that cannot be decoded ends the feed */
    SelectedFeed(Feed<MessageEvent> messages, Selection<T> selection, boolean closeOnFailure) {
        this.messages = messages;
        this.selection = selection;
        this.closeOnFailure = closeOnFailure;
    }

    @Override
    public void start() {
        messages.start();
    }

    @Override
    public @Nullable T poll() {
        while (failure == null) {
            MessageEvent message = messages.poll();
            if (message == null) {
                return null;
            }
            Optional<T> item = selection.select(message, this::failed);
            if (item.isPresent()) {
                return item.get();
            }
        }
        return null;
    }

    private void failed(Throwable cause) {
        if (closeOnFailure) {
            failure = ErrorEvent.builder(
                            ErrorKind.OBSERVER,
                            ReadyState.CLOSED,
                            "data cannot be decoded for a subscriber, and on-failure is close: "
                                    + Shown.message(String.valueOf(cause)))
                    .cause(cause)
                    .build();
            messages.close();
        }
    }

    @Override
    public void handled() {
        messages.handled();
    }

    @Override
    public boolean isOver() {
        return failure != null || messages.isOver();
    }

    @Override
    public @Nullable ErrorEvent failure() {
        ErrorEvent own = failure;
        return own == null ? messages.failure() : own;
    }

    @Override
    public void close() {
        messages.close();
    }
}
