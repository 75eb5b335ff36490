package org.eventsource.itests.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eventsource.testing.server.ForeignServer;

/** The other server of the suite, from before the application's start to after its stop. */
public class ForeignServerResource implements QuarkusTestResourceLifecycleManager {

    private ForeignServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = ForeignServer.start();
            return server.microProfileConfig(ServerBehavioursTest.APPLICATION.uri());
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
