package org.eventsource.itests.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eventsource.testing.cdi.BehaviourServer;

/**
 * The server of the suite, from before the application's start to after its stop. Quarkus only logs what fails at a
 * stop: a connection that an application has left open fails the start of the next one.
 */
public class BehaviourServerResource implements QuarkusTestResourceLifecycleManager {

    /** A system property, as each application has classes of its own. */
    private static final String FAILED_STOP = BehaviourServerResource.class.getName() + ".failedStop";

    private BehaviourServer server;

    @Override
    public Map<String, String> start() {
        String failedStop = System.getProperty(FAILED_STOP);
        if (failedStop != null) {
            throw new AssertionError("the stop of the application before: " + failedStop);
        }
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
        } catch (AssertionError e) {
            System.setProperty(FAILED_STOP, e.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
