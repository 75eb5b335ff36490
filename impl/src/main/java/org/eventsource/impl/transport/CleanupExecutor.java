package org.eventsource.impl.transport;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.concurrent.Executor;

/**
 * Runs what gives resources back: on an executor, or where that refuses, on a daemon of its own. The executor is asked
 * on another one, whose caller never waits: to start a thread, or whatever an executor does with a task, may take
 * longer than closing a source should.
 */
public record CleanupExecutor(Executor handOver, Executor executor) implements Executor {

    private static final System.Logger LOGGER = System.getLogger(CleanupExecutor.class.getPackageName());

    @Override
    public void execute(Runnable task) {
        handOver.execute(() -> run(task));
    }

    private void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RuntimeException e) {
            LOGGER.log(DEBUG, "The executor refuses to clean up; a thread does", e);
            Thread thread = new Thread(null, task, "eventsource-cleanup", 0, false);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
