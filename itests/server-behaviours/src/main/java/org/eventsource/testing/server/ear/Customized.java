package org.eventsource.testing.server.ear;

import jakarta.enterprise.context.ApplicationScoped;
import org.eventsource.cdi.RequestCustomizer;

/** Adds a header to the requests of every stream. */
@ApplicationScoped
public class Customized implements RequestCustomizer {

    @Override
    public void customize(Request request) {
        request.header("X-Completed", request.key());
    }
}
