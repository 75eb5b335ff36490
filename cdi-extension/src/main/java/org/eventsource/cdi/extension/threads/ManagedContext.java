package org.eventsource.cdi.extension.threads;

import jakarta.enterprise.concurrent.ContextService;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What Jakarta Concurrency knows of the application: its class loader, its names, its identity. */
final class ManagedContext {

    private ManagedContext() {}

    /** Runs tasks at once, in the context that the calling thread has now; empty for a service of another API. */
    static Optional<Executor> ofCaller(Object contextService) {
        return contextService instanceof ContextService service
                ? Optional.of(service.currentContextExecutor())
                : Optional.empty();
    }
}
