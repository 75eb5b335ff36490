package org.eventsource.testing.server.ear;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Proxy;
import org.eventsource.EventSource;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;

/** Provides its own source for a stream, and returns which source {@link EventSources} gives for that stream. */
@ApplicationScoped
@Path("provided")
public class Provided {

    @Inject
    EventSources sources;

    /** Returns a source that describes itself. */
    @Produces
    @Stream("provided")
    public EventSource own() {
        return (EventSource) Proxy.newProxyInstance(
                EventSource.class.getClassLoader(),
                new Class<?>[] {EventSource.class},
                (proxy, method, arguments) -> "the application's own");
    }

    /** Gets the source by its key and returns its description. */
    @GET
    public String get() {
        return sources.get("provided").toString();
    }
}
