package org.eventsource.cdi.extension;

import org.eventsource.testing.cdi.BehaviourServer;
import org.eventsource.testing.cdi.StreamBehaviours;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class StreamBehavioursTest extends StreamBehaviours {

    private static BehaviourServer server;
    private static Application application;

    @BeforeAll
    static void start() throws Exception {
        server = BehaviourServer.start();
        Application.Builder builder = Application.of(BEANS.toArray(Class[]::new));
        server.properties().forEach(builder::with);
        application = builder.start();
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
        server.close();
    }
}
