package org.eventsource.itests.quarkus;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.ServerBehaviours;

@QuarkusTest
@QuarkusTestResource(ForeignServerResource.class)
class ServerBehavioursTest extends ServerBehaviours {

    static final DeployedApplication APPLICATION = new DeployedApplication(
            URI.create("http://127.0.0.1:%s/".formatted(System.getProperty("quarkus.http.test-port"))));

    @Override
    protected DeployedApplication application() {
        return APPLICATION;
    }
}
