package org.eventsource.impl.pull;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.impl.source.HttpEventSource;
import org.jspecify.annotations.Nullable;

/** The messages of a source, which reads no more before they are taken. */
final class SourceFeed implements Feed<MessageEvent> {

    private final Sources sources;
    private final ReadMessages messages;
    private final HttpEventSource source;
    private final TakenMessages taken;
    private final Caller caller;

    /** Whether a call of the subscriber is due, which moves the cursor first. */
    private volatile boolean waits;

    /** Whether the last try to move the cursor has failed. Used by the thread that takes messages. */
    private boolean saveFailed;

    SourceFeed(Sources sources, Caller caller) {
        this.sources = sources;
        this.messages = new ReadMessages(caller::call);
        this.source = sources.create(messages);
        this.taken = new TakenMessages(source, messages);
        this.caller = caller;
    }

    @Override
    public void start() {
        sources.start(source);
    }

    @Override
    public @Nullable MessageEvent poll() {
        if (!isHandled()) {
            return null;
        }
        MessageEvent message = messages.poll();
        if (message != null) {
            taken.taken();
            if (messages.wantsReadOn()) {
                source.readOn();
            }
        }
        return message;
    }

    @Override
    public void handled() {
        isHandled();
    }

    /**
     * Moves the cursor, or has the subscriber called after a time to do it then. After a stop of the application no
     * save is repeated: the thread that stops it may call this. The messages come again after its next start.
     */
    private boolean isHandled() {
        if (saveFailed && messages.isClosedByOwner()) {
            taken.giveUp();
            return false;
        }
        if (waits) {
            return false;
        }
        saveFailed = !taken.handled();
        if (saveFailed && messages.isClosedByOwner()) {
            taken.giveUp();
        } else if (saveFailed) {
            waits = true;
            retry();
        }
        return !saveFailed;
    }

    /** Not by a timer of the source, which has none any more when it is closed. Its messages may still wait then. */
    private void retry() {
        Executor delayed = CompletableFuture.delayedExecutor(taken.delay().toNanos(), NANOSECONDS, Runnable::run);
        delayed.execute(() -> {
            waits = false;
            caller.callLater();
        });
    }

    @Override
    public boolean isOver() {
        return messages.isUsedUp() && messages.isOver() && !taken.isUnhandled();
    }

    @Override
    public @Nullable ErrorEvent failure() {
        return messages.failure();
    }

    @Override
    public void close() {
        source.close();
    }
}
