package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdkExchangeTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Works works = new Works(threads);
    private final JdkClient client = new JdkClient(works, Thread::new);

    @AfterEach
    void stop() {
        client.stop().run();
        threads.shutdown();
    }

    /** The close of a connection waits for the client's locks, or for the start of one of its threads. */
    @Test
    void lets_its_connection_go_on_the_threads_of_the_client() throws Exception {
        Gate left = new Gate();
        try (SseServer server = SseServer.start().on("/", connection -> {
            connection.waitForClientClose();
            left.open();
        })) {
            URI uri = server.uri("/");
            Exchange exchange = client.transport(ApplicationExecutor.on(threads))
                    .open(() -> new Request(uri, Map.of(), "", true), new Silence());
            server.nextRequest();
            works.holding = true;

            exchange.cancel();

            assertThat(works.held).hasSize(1);
            works.holding = false;
            works.held.remove().run();
            left.await();
        }
    }

    /** Static, without a reference to the client, which ends when it is garbage. */
    private static final class Works implements Executor {

        private final Executor threads;
        private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        private volatile boolean holding;

        Works(Executor threads) {
            this.threads = threads;
        }

        @Override
        public void execute(Runnable task) {
            if (holding) {
                held.add(task);
            } else {
                threads.execute(task);
            }
        }
    }

    private static final class Silence implements ExchangeHandler {

        @Override
        public boolean onResponse(Response response) {
            throw new AssertionError("there is none");
        }

        @Override
        public boolean onBytes(byte[] bytes, int offset, int length) {
            return true;
        }

        @Override
        public void onEnd() {}

        @Override
        public void onFailure(Throwable cause) {}

        @Override
        public void onUnreadable(Response response, Throwable cause, boolean lasting) {}

        @Override
        public void onRejected(RejectedExecutionException cause) {}
    }
}
