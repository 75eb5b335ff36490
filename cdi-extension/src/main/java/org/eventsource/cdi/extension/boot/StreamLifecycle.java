package org.eventsource.cdi.extension.boot;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;
import static jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE;
import static jakarta.interceptor.Interceptor.Priority.PLATFORM_BEFORE;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.extension.streams.Streams;

/** Starts and stops the streams where no portable extension is there to do it. */
@ApplicationScoped
public class StreamLifecycle {

    /** For the container. */
    StreamLifecycle() {}

    /** Before the application's own observers of its start, which may wait for what they listen to. */
    void begin(@Observes @Priority(PLATFORM_BEFORE) Startup startup, Streams streams) {
        streams.begin();
    }

    /**
     * Opens the streams after the application's own observers of its start.
     *
     * @param kept not used; a build removes a bean that no injection point can use, and a lookup at run time then fails
     */
    void start(@Observes @Priority(LIBRARY_AFTER) Startup startup, Streams streams, Instance<EventSources> kept) {
        streams.start();
    }

    void stop(@Observes @Priority(LIBRARY_BEFORE) Shutdown shutdown, Streams streams) {
        streams.stop();
    }
}
