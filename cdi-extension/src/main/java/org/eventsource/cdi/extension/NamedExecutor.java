package org.eventsource.cdi.extension;

import java.util.Optional;
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
    Executor bound() {
        return find().orElseThrow(() -> new IllegalStateException("executor: JNDI has no executor named " + name));
    }

    boolean isBound() {
        return find().isPresent();
    }

    private synchronized Optional<Executor> find() {
        if (bound == null) {
            bound = Naming.lookup(name, Executor.class).orElse(null);
        }
        return Optional.ofNullable(bound);
    }

    @Override
    public void execute(Runnable task) {
        bound().execute(task);
    }
}
