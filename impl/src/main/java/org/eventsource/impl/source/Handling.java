package org.eventsource.impl.source;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.eventsource.MessageEvent;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.cursor.Resumption;
import org.eventsource.impl.state.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Hands the messages of one source to a handler. While a message is not handled, no other one is delivered. To be used
 * in turn, unless a method allows any thread.
 */
final class Handling {

    /** What an outcome does to the connection. */
    interface Flow {

        /** Runs a task later, in turn, unless the source is closed then. */
        void later(Duration delay, Runnable task);

        /** A try to handle a message has ended. The source may have been closed meanwhile. */
        void tried();

        /** Delivers messages again. */
        void goOn();

        /** Closes the source for good. */
        void close();

        /** Ends the connection, if there is one. The next one is made after a delay. */
        void breakOff(Failure failure);

        /** Closes the source, or opens it again after a time if it does that. */
        void end(Failure failure);
    }

    private final @Nullable Cursor cursor;
    private final MessageHandler handler;
    private final Flow flow;
    private final Timer timer;

    /** Accepts the last message. Throws only fatal errors. */
    private final Predicate<MessageEvent> closeOn;

    private volatile boolean blocked;

    /** Whether a message waits until the source is no longer paused. */
    private boolean held;

    /** The id that the request of this connection sent; empty: none. */
    private String sentId = "";

    /** Whether the connection has delivered no message yet. */
    private boolean first = true;

    private boolean isResumption;
    private boolean everOpened;
    private long lastMessageAt;

    /** The {@code id} field of the block that has ended; null: it has none. */
    private @Nullable String own;

    /** The message that may be the last one; null: that is decided. */
    private @Nullable MessageEvent undecided;

    /** Whether the source is closed when everything is handled. */
    private boolean closes;

    Handling(@Nullable Cursor cursor, MessageHandler handler, Flow flow, Timer timer, Predicate<MessageEvent> closeOn) {
        this.cursor = cursor;
        this.handler = handler;
        this.flow = flow;
        this.timer = timer;
        this.closeOn = closeOn;
        this.lastMessageAt = timer.nanoTime();
    }

    /** Returns whether the next message has to wait. On any thread. */
    boolean blocks() {
        return blocked;
    }

    /** Returns whether the next connection has to wait, because messages are not handled yet. On any thread. */
    boolean isBusy() {
        return blocked || handler.isBusy();
    }

    void opened(String newSentId) {
        sentId = newSentId;
        first = true;
        isResumption = everOpened || !newSentId.isEmpty();
        everOpened = true;
    }

    /**
     * A block has ended.
     *
     * @param id the value of its {@code id} field; null: it has none
     */
    void block(boolean hasData, @Nullable String id) {
        own = id;
        if (!hasData && id != null && cursor != null) {
            String position = cursor.position(id);
            if (position != null) {
                follow(handler.move(position));
            }
        }
    }

    /** Hands over the message of the block that has ended, unless it was handled before, as the cursor shows. */
    void handle(MessageEvent message) {
        String id = own;
        boolean repeated = first && id != null && !id.isEmpty() && id.equals(sentId);
        if (first) {
            first = false;
            if (isResumption) {
                resumed(id, repeated);
            }
        }
        lastMessageAt = timer.nanoTime();
        if (!repeated || cursor == null) {
            undecided = message;
            follow(handler.handle(message, position(message, id)));
        }
    }

    private void resumed(@Nullable String firstId, boolean repeated) {
        Duration silence = Duration.ofNanos(timer.nanoTime() - lastMessageAt);
        handler.resumed(new Resumption(sentId, Optional.ofNullable(firstId), silence, repeated));
    }

    private @Nullable String position(MessageEvent message, @Nullable String id) {
        if (cursor == null) {
            return null;
        }
        if (id == null) {
            cursor.withoutId(message);
            return null;
        }
        return cursor.position(id);
    }

    /** What was read was handed over. */
    void readEnd() {
        if (!blocked) {
            follow(handler.readEnd());
        }
    }

    /** Messages that were handled elsewhere are handled now. */
    void settle() {
        if (!blocked || held) {
            held = false;
            follow(handler.settle());
        }
        flow.goOn();
    }

    /** The source is no longer paused. */
    void resumed() {
        if (held) {
            held = false;
            again();
        }
    }

    private void again() {
        follow(handler.again());
    }

    private void follow(Outcome outcome) {
        flow.tried();
        if (outcome instanceof Outcome.Again again) {
            blocked = true;
            flow.later(again.delay(), this::again);
        } else if (outcome instanceof Outcome.Held) {
            blocked = true;
            held = true;
        } else if (outcome instanceof Outcome.Stopped) {
            blocked = true;
        } else if (outcome instanceof Outcome.Broken broken) {
            leave(() -> flow.breakOff(broken.failure()));
        } else if (outcome instanceof Outcome.Ended ended) {
            leave(() -> flow.end(ended.failure()));
        } else {
            handled();
        }
    }

    private void handled() {
        if (blocked) {
            blocked = false;
            flow.goOn();
        }
        MessageEvent last = undecided;
        undecided = null;
        if (last != null && closeOn.test(last)) {
            closes = true;
            // The handler may have collected it, and waits for the rest of the read.
            follow(handler.readEnd());
        } else if (closes) {
            flow.close();
        }
    }

    /** Later, because the parser is still at work. Until then nothing more is delivered. */
    private void leave(Runnable leaving) {
        blocked = true;
        undecided = null;
        closes = false;
        flow.later(Duration.ZERO, () -> {
            blocked = false;
            handler.abandon();
            settle();
            leaving.run();
        });
    }
}
