package org.eventsource.impl.source;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eventsource.impl.dispatch.Turn;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.jspecify.annotations.Nullable;

/** Runs tasks in the turn of one source: on the calling thread, or on the application's executor. */
final class SourceTurn {

    private final Turn turn = new Turn();
    private final ApplicationExecutor executor;
    private final Consumer<Throwable> failed;
    private final Consumer<RejectedExecutionException> rejected;

    /** Whether the thread that has the turn takes messages for the application. Used in turn. */
    private boolean lent;

    /**
     * A turn that nobody has.
     *
     * @param failed is called, in turn, with what a task throws
     * @param rejected is called if the executor rejects a task; possibly on another thread
     */
    SourceTurn(
            ApplicationExecutor executor, Consumer<Throwable> failed, Consumer<RejectedExecutionException> rejected) {
        this.executor = executor;
        this.failed = failed;
        this.rejected = rejected;
    }

    /** Waits for the turn and runs a task in it. */
    void run(Runnable task) {
        Thread before = enter();
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            leave(before);
        }
    }

    /**
     * Runs a task on this thread, which takes messages for the application, if nothing is being delivered now.
     * Otherwise like {@link #runLater}. Never blocks.
     */
    void runHereOrLater(Runnable task) {
        try {
            if (!turn.tryRun(() -> lend(task))) {
                runLater(task);
            }
        } catch (RuntimeException | Error e) {
            runLater(() -> failed(e));
        }
    }

    private void lend(Runnable task) {
        lent = true;
        try {
            task.run();
        } finally {
            lent = false;
        }
    }

    /** Runs a task that calls listeners: now, or later if this thread only takes messages. To be called in turn. */
    void runForListeners(Runnable task) {
        if (lent) {
            runLater(task);
        } else {
            task.run();
        }
    }

    /** Waits for the turn, like {@link Turn#enter}. */
    @Nullable
    Thread enter() {
        return turn.enter();
    }

    /** Ends what {@link #enter} began. */
    void leave(@Nullable Thread before) {
        turn.leave(before);
    }

    /** A task has failed. To be called in turn. */
    void failed(Throwable failure) {
        runForListeners(() -> failed.accept(failure));
    }

    /** Like {@link #run}, but throws what the task throws. */
    void runOrThrow(Runnable task) {
        turn.run(task);
    }

    /** Runs a task in turn on the executor. Never blocks. */
    void runLater(Runnable task) {
        runLaterWithoutTurn(() -> run(task));
    }

    /** Runs a task on the executor without the turn. Never blocks. */
    void runLaterWithoutTurn(Runnable task) {
        executor.execute(task, rejected);
    }

    /** The executor, or the transport's, rejected a task. */
    void rejected(RejectedExecutionException cause) {
        rejected.accept(cause);
    }

    /** Returns whether the current thread has the turn. */
    boolean isMine() {
        return turn.isMine();
    }
}
