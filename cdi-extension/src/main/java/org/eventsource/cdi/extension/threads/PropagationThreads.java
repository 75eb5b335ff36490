package org.eventsource.cdi.extension.threads;

import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** Creates threads of MicroProfile Context Propagation. */
final class PropagationThreads implements Supplier<ExecutorService> {

    /**
     * Returns an executor that the caller shuts down. CDI contexts are propagated from the submitting thread, which has
     * active contexts only when it opens a source. If they were cleared, ArC would begin a request that lasts as long
     * as the task, and messages that were read together would share it.
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
