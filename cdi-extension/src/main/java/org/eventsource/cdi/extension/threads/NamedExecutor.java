package org.eventsource.cdi.extension.threads;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.eventsource.impl.transport.Shown;
import org.jspecify.annotations.Nullable;

/** An executor of the container. It is looked up on first use and then cached. */
final class NamedExecutor implements Executor {

    private final String name;
    private final UnaryOperator<Executor> context;
    private @Nullable Executor bound;

    /** @param context wraps an executor so that its tasks run in the application's context */
    NamedExecutor(String name, UnaryOperator<Executor> context) {
        this.name = name;
        this.context = context;
    }

    /**
     * Returns the executor itself.
     *
     * @throws IllegalStateException if JNDI has no executor of that name
     */
    Executor bound() {
        return find().orElseThrow(
                        () -> new IllegalStateException("executor: JNDI has no executor named " + Shown.of(name)));
    }

    boolean isBound() {
        return find().isPresent();
    }

    private synchronized Optional<Executor> find() {
        if (bound == null) {
            bound = Naming.lookup(name, Executor.class).map(context).orElse(null);
        }
        return Optional.ofNullable(bound);
    }

    @Override
    public void execute(Runnable task) {
        bound().execute(task);
    }
}
