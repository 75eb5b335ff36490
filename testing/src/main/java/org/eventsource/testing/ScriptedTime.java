package org.eventsource.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clock that a test moves, and the tasks that are due when it has moved. */
final class ScriptedTime {

    /** A task, which is equal only to itself. */
    private static final class Task {

        private final Instant due;
        private final Runnable action;

        Task(Instant due, Runnable action) {
            this.due = due;
            this.action = action;
        }
    }

    private final List<Task> tasks = new ArrayList<>();
    private Instant now = Instant.now();

    synchronized Instant now() {
        return now;
    }

    /**
     * Runs a task when the clock has moved so far.
     *
     * @return cancels the task if it has not begun
     */
    synchronized Runnable schedule(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay), action);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Moves the clock to the next task that is due until then and returns it; null if there is none. */
    synchronized @Nullable Runnable next(Instant end) {
        Task next = first();
        if (next == null || next.due.isAfter(end)) {
            return null;
        }
        tasks.remove(next);
        moveTo(next.due);
        return next.action;
    }

    /** Moves the clock to the next task and returns it; null if there is none. */
    synchronized @Nullable Runnable next() {
        Task next = first();
        return next == null ? null : next(next.due);
    }

    private @Nullable Task first() {
        return tasks.stream().min(Comparator.comparing(task -> task.due)).orElse(null);
    }

    /** Moves the clock, unless it is later already. */
    synchronized void moveTo(Instant time) {
        now = time.isAfter(now) ? time : now;
    }
}
