package org.eventsource.demo;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eventsource.ErrorEvent;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.cdi.Stream;

/** Listens to what becomes of the connection, by the injected source. */
@ApplicationScoped
class QuotesStates {

    @Inject
    @Stream("quotes")
    EventSource quotes;

    @Inject
    Tape tape;

    private final CountDownLatch closed = new CountDownLatch(1);

    @PostConstruct
    void listen() {
        quotes.onError(this::failed);
        quotes.onOpen(tape::opened);
    }

    /** There is nothing else to do at the start, but without it nobody would ask for this bean. */
    void start(@Observes Startup startup) {}

    void stop(@Observes Shutdown shutdown) {
        tape.end();
    }

    /** Waits until the stream has ended for good, or for as long as given. */
    void awaitEnd(Duration limit) throws InterruptedException {
        closed.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void failed(ErrorEvent error) {
        tape.failed(error);
        if (error.readyState() == ReadyState.CLOSED) {
            closed.countDown();
        }
    }
}
