package org.eventsource.testing.server.bean;

import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;

/** Has no scope of CDI. The server creates one instance at the first request, and uses it for all of them. */
@Singleton
@Path("enterprise")
public class EnterpriseResource {

    @Inject
    @Stream("configured")
    EventSource source;

    /** Returns the state of the source before this request. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String state() {
        return source.readyState().name();
    }
}
