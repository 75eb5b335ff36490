package org.eventsource.itests.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eventsource.testing.cdi.StreamBehaviours;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BehaviourServerResource.class)
class StreamBehavioursTest extends StreamBehaviours {

    /** It cannot: ArC gives each notification of observers a request context. */
    @Override
    @Test
    protected void a_stream_can_be_spared_request_contexts() throws Exception {
        assertThat(heard("spared")).isEqualTo(1);
    }
}
