package org.eventsource.impl.pull;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSourceException;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.impl.source.HttpEventSource;
import org.jspecify.annotations.Nullable;

/** A source whose messages one thread takes. */
final class PulledStream implements EventStream {

    private final ReadMessages messages = new ReadMessages(() -> {});
    private final HttpEventSource source;
    private final TakenMessages takenMessages;
    private final AtomicBoolean iterated = new AtomicBoolean();

    private PulledStream(Sources sources) {
        this.source = sources.create(messages);
        this.takenMessages = new TakenMessages(source, messages);
    }

    /**
     * Opens a stream.
     *
     * @throws IllegalArgumentException as {@link Sources#create}
     * @throws IllegalStateException as {@link Sources#create}
     */
    static PulledStream open(Sources sources) {
        PulledStream stream = new PulledStream(sources);
        sources.start(stream.source);
        return stream;
    }

    @Override
    public Iterator<MessageEvent> iterator() {
        if (!iterated.compareAndSet(false, true)) {
            throw new IllegalStateException("the stream has an iterator already, and its messages can be taken once");
        }
        return new Messages();
    }

    @Override
    public Optional<MessageEvent> next(Duration timeout) {
        long nanos = NANOSECONDS.convert(requireNonNull(timeout, "timeout"));
        MessageEvent message = take(nanos);
        if (message == null && isOver()) {
            throw ended();
        }
        return Optional.ofNullable(message);
    }

    private static NoSuchElementException ended() {
        return new NoSuchElementException("the stream has ended");
    }

    /** Returns null if no message came in time, or if the stream has ended. */
    private @Nullable MessageEvent take(long nanos) {
        if (messages.isAbandoned()) {
            return null;
        }
        long end = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
        if (!handledWithin(nanos)) {
            return null;
        }
        MessageEvent message = messages.poll();
        long left = nanos == Long.MAX_VALUE ? nanos : end - System.nanoTime();
        if (message == null && arrives(left) && !messages.isAbandoned()) {
            message = messages.poll();
        }
        if (message == null) {
            throwFailure();
            return null;
        }
        takenMessages.taken();
        if (messages.wantsReadOn()) {
            source.readOnHere();
        }
        return message;
    }

    /**
     * Returns false if the cursor could not be moved in time, or if the stream was closed before. After a stop of the
     * application, a try that fails is the last one: the messages come again after its next start.
     */
    private boolean handledWithin(long nanos) {
        long left = nanos;
        while (!takenMessages.handled()) {
            if (messages.isClosedByOwner()) {
                takenMessages.giveUp();
                throw new EventSourceException(requireNonNull(messages.failure()));
            }
            long delay = Math.min(left, takenMessages.delay().toNanos());
            if (delay <= 0 || messages.isAbandoned()) {
                return false;
            }
            awaitClose(delay);
            left = left == Long.MAX_VALUE ? left : left - delay;
        }
        return true;
    }

    private void awaitClose(long nanos) {
        try {
            messages.awaitClose(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean arrives(long nanos) {
        try {
            return messages.await(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private EventSourceException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new EventSourceException(
                ErrorEvent.builder(ErrorKind.LISTENER, source.readyState(), "the thread that reads was interrupted")
                        .cause(cause)
                        .build());
    }

    private void throwFailure() {
        ErrorEvent failure = messages.failure();
        if (failure != null && !messages.isAbandoned() && messages.isOver()) {
            throw new EventSourceException(failure);
        }
    }

    private boolean isOver() {
        return messages.isAbandoned() || (messages.isUsedUp() && messages.isOver() && !takenMessages.isUnhandled());
    }

    @Override
    public void close() {
        messages.abandon();
        source.close();
    }

    @Override
    public String toString() {
        return "EventStream[" + source + "]";
    }

    private final class Messages implements Iterator<MessageEvent> {

        /** Taken, and not yet returned. */
        private @Nullable MessageEvent next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = take(Long.MAX_VALUE);
            }
            return next != null;
        }

        @Override
        public MessageEvent next() {
            if (!hasNext()) {
                throw ended();
            }
            MessageEvent message = requireNonNull(next);
            next = null;
            return message;
        }
    }
}
