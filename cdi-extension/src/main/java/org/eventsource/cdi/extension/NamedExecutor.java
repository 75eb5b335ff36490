package org.eventsource.cdi.extension;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An executor of the container, looked up when first needed and kept. */
final class NamedExecutor implements Executor {

    private final String name;
    private @Nullable Executor bound;

    NamedExecutor(String name) {
        this.name = name;
    }

    /**
     * The executor itself.
     *
     * @throws IllegalStateException if there is none of that name
     */
    synchronized Executor bound() {
        Executor found = bound;
        if (found == null) {
            found = Naming.lookup(name, Executor.class)
                    .orElseThrow(() -> new IllegalStateException("executor: JNDI has no executor named " + name));
            bound = found;
        }
        return found;
    }

    @Override
    public void execute(Runnable task) {
        bound().execute(task);
    }
}
