package org.eventsource.itests.server;

import java.io.IOException;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.ForeignServer;
import org.eventsource.testing.server.ServerBehaviours;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.component.StreamServlet;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class ServerBehavioursIT extends ServerBehaviours {

    private static final DeployedApplication APPLICATION = Server.application("behaviours");
    private static ForeignServer foreign;

    @Deployment(testable = false)
    static WebArchive archive() throws IOException {
        foreign = ForeignServer.start();
        return Archives.web("behaviours")
                .addPackage(RestApplication.class.getPackage())
                .addPackage(StreamServlet.class.getPackage())
                .addAsLibraries(Archives.libraries())
                .setWebXML("web.xml")
                .addAsResource(
                        Archives.properties(foreign.microProfileConfig(APPLICATION.uri())),
                        "META-INF/microprofile-config.properties")
                .addAsResource(
                        Archives.properties(foreign.ownConfig(APPLICATION.uri())), "META-INF/eventsource.properties");
    }

    @AfterAll
    static void stop() throws IOException {
        foreign.close();
    }

    @Override
    protected DeployedApplication application() {
        return APPLICATION;
    }
}
