package org.eventsource.cdi.extension.threads;

import jakarta.enterprise.concurrent.ContextService;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Captures the context that Jakarta Concurrency manages for the application: class loader, JNDI names and identity. */
final class ManagedContext {

    private ManagedContext() {}

    /**
     * Returns an executor that runs tasks on the submitting thread, in the context that the calling thread has now.
     * Empty if the service belongs to another API.
     */
    static Optional<Executor> ofCaller(Object contextService) {
        return contextService instanceof ContextService service
                ? Optional.of(service.currentContextExecutor())
                : Optional.empty();
    }
}
