package org.eventsource.itests.server;

import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.SseEventSourceBehaviours;
import org.eventsource.testing.server.application.Quote;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.rest.SseClientResource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class SseEventSourceIT extends SseEventSourceBehaviours {

    @Deployment(testable = false)
    static WebArchive archive() {
        return Archives.web("sse", RestApplication.class, SseClientResource.class, Quote.class)
                .addAsLibraries(Archives.libraries("eventsource-api", "eventsource-impl", "eventsource-rest"));
    }

    @Override
    protected DeployedApplication application() {
        return Server.application("sse");
    }
}
