package org.eventsource.itests.helidon;

import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.SseEventSourceBehaviours;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Helidon.class)
class SseEventSourceTest extends SseEventSourceBehaviours {

    @Override
    protected DeployedApplication application() {
        return Helidon.APPLICATION;
    }
}
