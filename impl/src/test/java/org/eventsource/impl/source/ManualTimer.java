package org.eventsource.impl.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that a test moves. Tasks that are due then run on the thread of the test. */
final class ManualTimer implements Timer {

    static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    private static final class Task {

        private final Duration due;
        private final Runnable action;

        Task(Duration due, Runnable action) {
            this.due = due;
            this.action = action;
        }
    }

    private final List<Task> tasks = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    @Override
    public synchronized Instant now() {
        return START.plus(passed);
    }

    /** Begins with a number that overflows soon, as a real clock may. */
    @Override
    public synchronized long nanoTime() {
        return Long.MAX_VALUE - 1000 + passed.toNanos();
    }

    @Override
    public synchronized Runnable schedule(Duration delay, Runnable action) {
        Task task = new Task(passed.plus(delay), action);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    void advance(Duration time) {
        Duration end = in(time);
        for (Optional<Task> next = takeDue(end); next.isPresent(); next = takeDue(end)) {
            next.get().action.run();
        }
        pass(end);
    }

    /** Moves the time while nothing of this process runs. Tasks that are due then run late. */
    void standStill(Duration time) {
        Duration end = in(time);
        pass(end);
        advance(Duration.ZERO);
    }

    private synchronized Duration in(Duration time) {
        return passed.plus(time);
    }

    private synchronized Optional<Task> takeDue(Duration end) {
        Optional<Task> next =
                tasks.stream().filter(task -> task.due.compareTo(end) <= 0).min(Comparator.comparing(task -> task.due));
        next.ifPresent(task -> {
            tasks.remove(task);
            pass(task.due);
        });
        return next;
    }

    private synchronized void pass(Duration now) {
        passed = now.compareTo(passed) > 0 ? now : passed;
    }

    /** Returns whether no task is scheduled. */
    synchronized boolean isIdle() {
        return tasks.isEmpty();
    }
}
