package org.eventsource.cdi.extension.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Stores tasks until the application begins to run. Later tasks run immediately. */
final class Admission implements Executor {

    /** Null after the application has begun to run. */
    private @Nullable List<Runnable> waiting = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        if (!keep(task)) {
            task.run();
        }
    }

    private synchronized boolean keep(Runnable task) {
        return waiting != null && waiting.add(task);
    }

    /** Runs the stored tasks, in order. */
    void open() {
        letIn().forEach(Runnable::run);
    }

    private synchronized List<Runnable> letIn() {
        List<Runnable> tasks = waiting == null ? List.of() : waiting;
        waiting = null;
        return tasks;
    }
}
