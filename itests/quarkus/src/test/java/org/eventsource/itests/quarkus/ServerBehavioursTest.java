package org.eventsource.itests.quarkus;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.ServerBehaviours;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ForeignServerResource.class)
class ServerBehavioursTest extends ServerBehaviours {

    static final DeployedApplication APPLICATION = new DeployedApplication(
            URI.create("http://127.0.0.1:%s/".formatted(System.getProperty("quarkus.http.test-port"))));

    @Test
    void a_browser_that_stops_reading_holds_back_the_publisher_that_a_resource_returns() throws Exception {
        assertHeldBack("api/published");
    }

    @Test
    void a_browser_that_stops_reading_holds_back_no_other_reader_of_the_publisher_that_a_resource_returns()
            throws Exception {
        assertOthersReadOn("api/published");
    }

    @Override
    protected DeployedApplication application() {
        return APPLICATION;
    }
}
