package org.eventsource.itests.server;

import java.io.IOException;
import org.eventsource.testing.server.application.Heard;
import org.eventsource.testing.server.application.Surroundings;
import org.eventsource.testing.server.sole.InjectedStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Listens to a stream in an application that observes no stream. */
class InjectedOnlyIT extends SoleStream {

    InjectedOnlyIT() {
        super("injected", "listener");
    }

    @Deployment(testable = false)
    static WebArchive archive() throws IOException {
        return archive("injected").addClasses(InjectedStream.class, Surroundings.class, Heard.class);
    }
}
