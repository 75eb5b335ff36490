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

/** Has a source of its own for a stream, and tells what it is given for it. */
@ApplicationScoped
@Path("provided")
public class Provided {

    @Inject
    EventSources sources;

    /** Says what it is. */
    @Produces
    @Stream("provided")
    public EventSource own() {
        return (EventSource) Proxy.newProxyInstance(
                EventSource.class.getClassLoader(),
                new Class<?>[] {EventSource.class},
                (proxy, method, arguments) -> "the application's own");
    }

    /** By its key. */
    @GET
    public String get() {
        return sources.get("provided").toString();
    }
}
