package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.application.Heard;
import org.eventsource.testing.server.application.HeardResource;
import org.eventsource.testing.server.application.OwnStream;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.application.TicksResource;
import org.eventsource.testing.server.upstream.LinesResource;
import org.eventsource.testing.server.upstream.StreamLines;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys an application that observes its own endpoint. The server answers 404 until it has deployed it. */
@ExtendWith(ArquillianExtension.class)
@Tag("upstream")
class OwnEndpointIT {

    private static final DeployedApplication APPLICATION = Server.application("own-endpoint");

    @Deployment(testable = false)
    static WebArchive application() {
        StringAsset properties = Archives.properties(Map.of("eventsource.ticks.url", APPLICATION.uri() + "api/ticks"));
        return Archives.web(
                        "own-endpoint",
                        RestApplication.class,
                        Heard.class,
                        HeardResource.class,
                        OwnStream.class,
                        TicksResource.class,
                        LinesResource.class,
                        StreamLines.class)
                .addAsLibraries(Archives.libraries())
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    @Test
    void its_start_is_no_outage() throws Exception {
        assertThat(APPLICATION.heard("own")).isEqualTo("1: tick 1");

        List<String> lines = APPLICATION.get("api/lines").lines().toList();
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("INFO stream \"ticks\" (" + APPLICATION.uri() + "api/ticks): open over ");
    }
}
