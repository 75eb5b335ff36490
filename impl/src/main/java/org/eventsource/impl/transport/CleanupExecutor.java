package org.eventsource.impl.transport;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.concurrent.Executor;

/** Runs what gives resources back: on an executor, or where that refuses, on a daemon of its own. */
public record CleanupExecutor(Executor executor) implements Executor {

    private static final System.Logger LOGGER = System.getLogger(CleanupExecutor.class.getPackageName());

    @Override
    public void execute(Runnable task) {
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
