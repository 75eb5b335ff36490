package org.eventsource.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.eventsource.spi.StreamMonitor;
import org.junit.jupiter.api.Test;

/** The artifact is an archive of beans: an application has its beans if it is on the class path. */
class PackagedBeansTest {

    @Test
    void the_beans_are_found_without_being_named() {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            assertThat(container.select(FailedMessages.class).isResolvable()).isTrue();
            assertThat(container.select(StreamMonitor.class).stream()).anyMatch(StreamTelemetry.class::isInstance);
        }
    }
}
