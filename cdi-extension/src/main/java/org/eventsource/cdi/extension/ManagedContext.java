package org.eventsource.cdi.extension;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;

/** What Jakarta Concurrency knows of the application: its class loader, its names, its identity. */
final class ManagedContext {

    private ManagedContext() {}

    /** Runs tasks at once, in the context that the calling thread has now. */
    static Executor ofCaller(Object contextService) {
        return ((ContextService) contextService).currentContextExecutor();
    }
}
