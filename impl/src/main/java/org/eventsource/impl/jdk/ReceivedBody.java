package org.eventsource.impl.jdk;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the client has received of a body and the handler has not: pieces, and what is to be called after them. Any
 * thread adds to it. One thread at a time passes it on. There is no lock, because the client must not wait while a
 * piece is passed on.
 */
final class ReceivedBody {

    /** The most bytes for one call of the handler: as many as the client reads at most in one call. */
    private static final int LARGEST = 16 * 1024;

    /**
     * The number of handled pieces after which the client gets a new request, even if other pieces wait. So the client
     * reads while the handler works.
     */
    private static final int SOME = JdkExchange.AHEAD / 2;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** The buffers of each piece that waits. */
    private final Queue<Iterator<ByteBuffer>> pieces = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Runnable last;

    /** Whether everything was passed on, so that the thread that adds something has to begin to pass it on. */
    private final AtomicBoolean empty = new AtomicBoolean(true);

    /** The rest of the piece that is passed on. Null: none is begun. */
    private @Nullable Iterator<ByteBuffer> piece;

    /** The buffer that is passed on next. */
    private ByteBuffer buffer = NONE;

    /** What is passed on. It grows to the size of the pieces. */
    private byte[] bytes = new byte[0];

    /** How many pieces were passed on and not replaced by a request for others. */
    private int unreplaced;

    /** Adds a piece. Returns whether passing on has to begin. */
    boolean add(List<ByteBuffer> piece) {
        pieces.add(piece.iterator());
        return empty.compareAndSet(true, false);
    }

    /** Adds what is to be called after all pieces. Returns whether passing on has to begin. */
    boolean end(Runnable lastCall) {
        last = lastCall;
        return empty.compareAndSet(true, false);
    }

    /**
     * Joins buffers to the bytes for one call of the handler. The client has a buffer for each chunk, and a chunk is
     * often one event.
     *
     * @return how many {@link #bytes} these are; 0: there are none
     */
    int join() {
        int length = 0;
        while (length < LARGEST && hasBytes()) {
            length = joinPiece(length);
        }
        return length;
    }

    /** The fields are written once for all buffers, because each write of a reference costs as much as the copy. */
    private int joinPiece(int begun) {
        Iterator<ByteBuffer> rest = requireNonNull(piece);
        ByteBuffer next = buffer;
        int length = copy(next, begun);
        while (length < LARGEST && rest.hasNext()) {
            next = rest.next();
            length = copy(next, length);
        }
        buffer = next;
        return length;
    }

    private int copy(ByteBuffer next, int length) {
        int count = Math.min(next.remaining(), LARGEST - length);
        if (bytes.length < length + count) {
            bytes = Arrays.copyOf(bytes, Math.min(Math.max(2 * bytes.length, length + count), LARGEST));
        }
        next.get(bytes, length, count);
        return length + count;
    }

    /** Returns the bytes of the last {@link #join}. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns how many pieces are to be requested now, for as many that were passed on. */
    int takeUnreplaced() {
        int count = !hasBytes() || unreplaced >= SOME ? unreplaced : 0;
        unreplaced -= count;
        return count;
    }

    /** Returns what is to be called after all pieces; null: it is not known, or pieces wait. */
    @Nullable
    Runnable last() {
        Runnable call = last;
        return hasBytes() ? null : call;
    }

    /** Passing on could not begin. */
    void notBegun() {
        empty.set(true);
    }

    /** Returns whether everything was passed on, and all pieces were replaced. If not, passing on has to go on. */
    boolean isPassedOn() {
        if (waits()) {
            return false;
        }
        empty.set(true);
        // Something may have come before that.
        return !waits() || !empty.compareAndSet(true, false);
    }

    private boolean waits() {
        return last != null || hasBytes() || unreplaced > 0;
    }

    /** Leaves buffers and pieces that are used up, as a buffer occupies memory. Returns whether there are bytes. */
    private boolean hasBytes() {
        while (!buffer.hasRemaining()) {
            if (piece != null && piece.hasNext()) {
                buffer = piece.next();
            } else if (!beginPiece()) {
                return false;
            }
        }
        return true;
    }

    /** Returns false if no piece waits. */
    private boolean beginPiece() {
        if (piece != null) {
            unreplaced++;
        }
        buffer = NONE;
        piece = pieces.poll();
        return piece != null;
    }
}
