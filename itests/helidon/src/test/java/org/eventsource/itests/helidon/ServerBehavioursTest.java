package org.eventsource.itests.helidon;

import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.ServerBehaviours;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Helidon.class)
class ServerBehavioursTest extends ServerBehaviours {

    @Override
    protected DeployedApplication application() {
        return Helidon.APPLICATION;
    }
}
