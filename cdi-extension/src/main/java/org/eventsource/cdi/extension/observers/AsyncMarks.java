package org.eventsource.cdi.extension.observers;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The positions of messages whose asynchronous observers may still run, in the order of the stream. The cursor may move
 * up to the first one that is not finished. Safe for use by many threads.
 */
final class AsyncMarks {

    private final Deque<Mark> unfinished = new ArrayDeque<>();
    private @Nullable String reached;

    /** A message. */
    static final class Mark {

        private @Nullable String position;
        private int calls;

        private Mark(@Nullable String position, int calls) {
            this.position = position;
            this.calls = calls;
        }
    }

    /**
     * Adds a message.
     *
     * @param calls how many calls have to end
     */
    synchronized Mark add(@Nullable String position, int calls) {
        Mark mark = new Mark(position, calls);
        unfinished.addLast(mark);
        advance();
        return mark;
    }

    /** A call has ended. Returns whether the cursor may move, or no call is left. */
    synchronized boolean ended(Mark mark) {
        mark.calls--;
        advance();
        return reached != null || unfinished.isEmpty();
    }

    private void advance() {
        while (!unfinished.isEmpty() && unfinished.getFirst().calls == 0) {
            Mark first = unfinished.removeFirst();
            reached = first.position == null ? reached : first.position;
        }
    }

    /** Returns the position that the cursor may move to; null: there is no new one. */
    synchronized @Nullable String take() {
        String position = reached;
        reached = null;
        return position;
    }

    /** The cursor does not move with these messages any more. */
    synchronized void forgetPositions() {
        reached = null;
        unfinished.forEach(mark -> mark.position = null);
    }

    synchronized boolean areEmpty() {
        return unfinished.isEmpty() && reached == null;
    }
}
