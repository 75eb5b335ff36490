package org.eventsource.cdi.extension.boot;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;
import static jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;
import static jakarta.interceptor.Interceptor.Priority.PLATFORM_BEFORE;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.extension.streams.Streams;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.StreamMonitor;
import org.eventsource.spi.Transactions;

/** Starts and stops the streams in a container without portable extensions. */
@ApplicationScoped
public class StreamLifecycle {

    /** Called by the container. */
    StreamLifecycle() {}

    /**
     * Lets handles attach before the application's own observers of {@code Startup} are called: they may wait for
     * events of a stream.
     */
    void begin(@Observes @Priority(PLATFORM_BEFORE) Startup startup, Streams streams) {
        streams.begin();
    }

    /**
     * Opens the streams after the application's own observers of {@code Startup}.
     *
     * @param used keeps this bean in the application: a build removes a bean that is never injected, and a lookup at
     *     run time then fails
     * @param monitors keeps the application's monitors likewise, as the other parameters do with their types
     */
    void start(
            @Observes @Priority(LIBRARY_AFTER) Startup startup,
            Streams streams,
            Instance<EventSources> used,
            @Any Instance<StreamMonitor> monitors,
            @Any Instance<CursorStore> stores,
            @Any Instance<CursorKind> kinds,
            @Any Instance<Transactions> transactions) {
        streams.start();
    }

    void stop(@Observes @Priority(LIBRARY_BEFORE) Shutdown shutdown, Streams streams) {
        streams.stop();
    }
}
