package org.eventsource.itests.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

/** What listens while Quarkus puts the application together, in its static initialization. */
@QuarkusTest
@QuarkusTestResource(BehaviourServerResource.class)
class EarlyStreamTest {

    @ApplicationScoped
    static class Early {

        @Inject
        @Stream("early")
        EventSource source;

        private final CompletableFuture<String> openedOn = new CompletableFuture<>();
        private final CompletableFuture<String> message = new CompletableFuture<>();
        private String heardAtStart = "";

        void listen(@Observes @Initialized(ApplicationScoped.class) Object scope) {
            source.onOpen(open -> openedOn.complete(Thread.currentThread().getName()));
            source.onMessage(event -> message.complete(event.data()));
        }

        void waits(@Observes Startup startup) throws Exception {
            heardAtStart = message.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }

        String openedOn() {
            return openedOn.join();
        }

        String heardAtStart() {
            return heardAtStart;
        }
    }

    @Inject
    Early early;

    @Test
    void it_is_connected_on_the_threads_of_the_runtime() {
        assertThat(early.openedOn()).startsWith("executor-thread-");
    }

    @Test
    void an_observer_of_the_start_can_wait_for_it() {
        assertThat(early.heardAtStart()).isEqualTo("field");
    }
}
