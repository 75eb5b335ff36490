package org.eventsource.itests.quarkus;

import io.quarkus.test.junit.QuarkusTest;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.SseEventSourceBehaviours;

@QuarkusTest
class SseEventSourceTest extends SseEventSourceBehaviours {

    @Override
    protected DeployedApplication application() {
        return ServerBehavioursTest.APPLICATION;
    }
}
