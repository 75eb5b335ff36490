package org.eventsource.itests.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.cdi.EventSources;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

/** With a profile, so that there is more than one application to stop. */
@QuarkusTest
@TestProfile(ThreadsTest.AnotherApplication.class)
@QuarkusTestResource(BehaviourServerResource.class)
class ThreadsTest {

    public static class AnotherApplication implements QuarkusTestProfile {}

    @Inject
    EventSources sources;

    @Test
    void listeners_of_pushed_streams_run_on_the_threads_of_the_runtime() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        try (EventSource source = sources.builder("field")
                .transport(TransportKind.JDK)
                .onOpen(open -> thread.complete(Thread.currentThread().getName()))
                .open()) {
            assertThat(thread).succeedsWithin(Patience.LIMIT).asString().startsWith("executor-thread-");
        }
    }
}
