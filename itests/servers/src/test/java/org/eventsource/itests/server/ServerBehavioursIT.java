package org.eventsource.itests.server;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.ForeignServer;
import org.eventsource.testing.server.ServerBehaviours;
import org.eventsource.testing.server.application.RestApplication;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class ServerBehavioursIT extends ServerBehaviours {

    private static final DeployedApplication APPLICATION = Server.application("behaviours");
    /** Names the package, because loading its classes requires Jakarta Servlet, which may be missing here. */
    private static final String COMPONENTS = "org.eventsource.testing.server.component";

    private static ForeignServer foreign;

    @Deployment(testable = false)
    static WebArchive archive() throws IOException {
        foreign = ForeignServer.start();
        return Archives.web("behaviours")
                .addPackage(RestApplication.class.getPackage())
                .addPackage(COMPONENTS)
                .addAsLibraries(Archives.libraries())
                .setWebXML("web.xml")
                .addAsResource(
                        properties(foreign.microProfileConfig(APPLICATION.uri())),
                        "META-INF/microprofile-config.properties")
                .addAsResource(properties(foreign.ownConfig(APPLICATION.uri())), "META-INF/eventsource.properties");
    }

    private static StringAsset properties(Map<String, String> configuration) {
        Map<String, String> properties = new TreeMap<>(configuration);
        properties.put("eventsource.base-url", foreign.url("/"));
        return Archives.properties(properties);
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
