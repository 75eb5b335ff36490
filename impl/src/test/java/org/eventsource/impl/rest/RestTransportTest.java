package org.eventsource.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.BlockingThreads;
import org.eventsource.impl.transport.Calls;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.Request;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that a client does not leave: Jersey's default client on a platform thread. */
class RestTransportTest {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Client client = ClientBuilder.newClient();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private final Gate serverSpeaks = new Gate();
    private final Queue<Runnable> cleanup = new ConcurrentLinkedQueue<>();
    private final Set<String> silentClients = new HashSet<>();
    private RestTransport transport = transport(false);
    private final Calls calls = new Calls();
    private SseServer server;

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start().on("/silent", connection -> {
            connection.stream();
            serverSpeaks.await();
            connection.events(":\n");
        });
    }

    @AfterEach
    void stop() throws IOException {
        serverSpeaks.open();
        cleanup.forEach(executor::execute);
        executor.shutdown();
        client.close();
        server.close();
    }

    @Test
    void endsAtTheServersNextByte() throws Exception {
        cancelSilentExchange();

        serverSpeaks.open();

        threads.take().join(Patience.LIMIT.toMillis());
        assertThat(calls.hasFailed()).isFalse();
    }

    /** Listeners are called by the executor for them, and not by a thread that closes clients. */
    @Test
    void leavesRoomForOneOther() throws Exception {
        cancelSilentExchange();
        cancelSilentExchange();

        open();

        assertThat(calls.nextFailure()).hasMessage("the client has not ended the two connections before this one");
        assertThat(threads).hasSize(2);
    }

    @Test
    void isFollowedByOthersOnceItIsGone() throws Exception {
        cancelSilentExchange();
        cancelSilentExchange();
        serverSpeaks.open();
        threads.take().join(Patience.LIMIT.toMillis());
        threads.take().join(Patience.LIMIT.toMillis());

        open();

        calls.nextResponse();
        assertThat(calls.hasFailed()).isFalse();
    }

    /** A platform thread that reads from a socket is not interruptible. */
    @Test
    void leavesRoomForOneOtherWhereAnInterruptShouldReachItAndDoesNot() throws Exception {
        transport = transport(true);
        cancelSilentExchange();
        cancelSilentExchange();

        open();

        assertThat(calls.nextFailure()).hasMessage("the client has not ended the two connections before this one");
        assertThat(threads).hasSize(2);
    }

    @Test
    void sendsNoIdBeyondAsciiOnceTheApplicationHasClosedIt() {
        client.close();

        assertThat(transport.sendsExactly("é")).isFalse();
    }

    @Test
    void isReportedOnceForAllSourcesOfOneKindOfClient() throws Exception {
        List<LogRecord> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(RestTransport.class.getPackageName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                warnings.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            cancelSilentExchange();
            transport = transport(false);
            cancelSilentExchange();
            cleanup.remove().run();
            cleanup.remove().run();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }

        assertThat(warnings)
                .singleElement()
                .satisfies(entry -> assertThat(entry.getMessage()).contains("cannot leave a silent connection"));
    }

    private RestTransport transport(boolean interruptible) {
        return new RestTransport(
                ClientLease.ofApplication(client),
                new BlockingThreads(this::reader, interruptible),
                ApplicationExecutor.on(executor),
                cleanup::add,
                silentClients);
    }

    private void cancelSilentExchange() throws InterruptedException {
        Exchange exchange = open();
        calls.nextResponse();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> threads.stream().allMatch(RestTransportTest::isReadingFromItsSocket));
        exchange.cancel();
    }

    private static boolean isReadingFromItsSocket(Thread reader) {
        return Stream.of(reader.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("sun.nio.ch."));
    }

    private Exchange open() {
        URI uri = server.uri("/silent");
        return transport.open(() -> new Request(uri, Map.of(), "", true), calls);
    }

    private Thread reader(Runnable task) {
        Thread reader = new Thread(task);
        reader.setDaemon(true);
        threads.add(reader);
        return reader;
    }
}
