package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.junit.jupiter.api.Test;

/** An application's executor that rejects tasks. It ends its source, which reports it. */
class RejectingExecutorTest extends TransportFixture {

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    private ErrorEvent onlyError(EventSource source) throws Exception {
        // The executor may not have been idle when it was shut down.
        ErrorEvent error = recorder.await(ErrorEvent.class, event -> true);
        assertThat(error.kind()).isEqualTo(ErrorKind.EXECUTOR);
        assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(error.cause()).containsInstanceOf(RejectedExecutionException.class);
        assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        return error;
    }

    @Test
    void ends_a_source_that_opens() throws Exception {
        executor.shutdown();
        EventSource source = open(builder(TransportKind.JDK).executor(executor));

        assertThat(onlyError(source).reason()).isEqualTo("the executor rejects tasks: the executor is shut down");
    }

    @Test
    void ends_a_source_that_is_open() throws Exception {
        Gate sent = new Gate();
        server.on("/", connection -> {
            connection.stream("data: x\n\n");
            sent.await();
            while (true) {
                connection.events("data: y\n\n");
            }
        });
        EventSource source = open(builder(TransportKind.JDK).executor(executor));
        recorder.nextOpen();
        recorder.nextMessage();
        executor.shutdown();
        sent.open();

        onlyError(source);
    }
}
