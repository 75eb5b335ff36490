package org.eventsource.impl.source;

import java.time.Duration;
import org.eventsource.ErrorKind;
import org.eventsource.MessageEvent;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.cursor.Saves;
import org.eventsource.impl.dispatch.ListenerFailures;
import org.eventsource.impl.state.Failure;
import org.jspecify.annotations.Nullable;

/** Calls the listeners of a source for each message and moves its cursor when they have returned. */
final class ListenerHandler implements MessageHandler {

    /** How often messages without a listener move the cursor. */
    private static final Duration UNLISTENED_MOVES = Duration.ofSeconds(1);

    private final Saves saves;
    private final Delivery delivery;
    private final ListenerFailures failures;
    private final Timer timer;

    private long movedAt;

    ListenerHandler(Cursor cursor, Delivery delivery, ListenerFailures failures, Timer timer) {
        this.saves = new Saves(cursor);
        this.delivery = delivery;
        this.failures = failures;
        this.timer = timer;
        this.movedAt = timer.nanoTime() - UNLISTENED_MOVES.toNanos();
    }

    @Override
    public Outcome handle(MessageEvent message, @Nullable String position) {
        failures.begin();
        boolean called = delivery.deliver(message);
        Throwable thrown = failures.end();
        if (thrown != null) {
            return new Outcome.Broken(Failure.of(
                    ErrorKind.LISTENER,
                    "a listener failed, and the message is delivered again: " + FailureReason.words(thrown),
                    thrown));
        }
        if (position == null || (!called && timer.nanoTime() - movedAt < UNLISTENED_MOVES.toNanos())) {
            return Outcome.DONE;
        }
        return move(position);
    }

    @Override
    public Outcome move(String position) {
        movedAt = timer.nanoTime();
        return saves.save(position);
    }

    @Override
    public Outcome again() {
        return saves.again();
    }
}
