package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.bean.EnterpriseResource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys a resource that is an enterprise bean. Its instance lives longer than the request that created it. */
@ExtendWith(ArquillianExtension.class)
@Tag("enterprise-beans")
class EnterpriseResourceIT {

    @Deployment(testable = false)
    static WebArchive application() {
        // Nothing listens at this port, as no request is sent.
        StringAsset properties = Archives.properties(Map.of("eventsource.configured.url", "http://127.0.0.1:9/"));
        return Archives.web("enterprise", RestApplication.class, EnterpriseResource.class)
                .addAsLibraries(Archives.libraries())
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    @Test
    void its_source_is_usable_in_all_requests() throws Exception {
        for (int request = 1; request <= 3; request++) {
            assertThat(Server.application("enterprise").get("api/enterprise")).isEqualTo("CONNECTING");
        }
    }
}
