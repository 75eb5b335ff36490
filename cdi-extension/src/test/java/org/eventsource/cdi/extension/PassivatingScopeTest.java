package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import org.eventsource.EventSource;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

class PassivatingScopeTest {

    @SessionScoped
    static class Session implements Serializable {

        private static final long serialVersionUID = 1L;

        @Inject
        @Stream("prices")
        EventSource source;

        @Inject
        EventSources sources;
    }

    @Test
    void a_bean_that_may_be_passivated_can_have_a_stream() {
        try (Application application = Application.of(Session.class)
                .with("eventsource.prices.url", "http://localhost/")
                .start()) {
            assertThat(application.container().select(Session.class).isResolvable())
                    .isTrue();
        }
    }
}
