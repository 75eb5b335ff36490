package org.eventsource.itests.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eventsource.testing.cdi.BehaviourServer;

/** The server of the suite, from before the application's start to after its stop. */
public class BehaviourServerResource implements QuarkusTestResourceLifecycleManager {

    private BehaviourServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = BehaviourServer.start();
            return server.properties();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
