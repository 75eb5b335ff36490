package org.eventsource.cdi.extension.streams;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.threads.Gate;
import org.junit.jupiter.api.Test;

class CustomizedRequestTest {

    @Test
    void no_customizer_begins_after_a_stop() {
        Gate closed = new Gate();
        closed.close();
        StreamSettings settings = StreamSettings.plain(URI.create("http://localhost/"));
        assertThatThrownBy(() -> new CustomizedRequest(settings, new StreamDispatcher(), closed).apply(""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the application has stopped");
    }
}
