package org.eventsource.cdi.extension.threads;

import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** Threads of MicroProfile Context Propagation. */
final class PropagationThreads implements Supplier<ExecutorService> {

    /**
     * An executor to be shut down by the caller. CDI's contexts are those of the thread that hands a task over, which
     * has none but when it opens a source: where they are cleared, ArC begins a request that lasts as long as the task,
     * and messages that were read together would share it.
     *
     * @throws IllegalStateException if the API has no implementation here, or one without CDI
     */
    @Override
    public ExecutorService get() {
        return ManagedExecutor.builder()
                .propagated(ThreadContext.CDI)
                .cleared(ThreadContext.ALL_REMAINING)
                .build();
    }
}
