package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eventsource.impl.address.TlsServer;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Calls;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;
import org.eventsource.itests.support.Patience;
import org.eventsource.itests.support.SelfSigned;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdkClientTest {

    /** Never shut down: a client that ends needs threads for it. */
    private final ExecutorService threads = Executors.newCachedThreadPool(JdkClientTest::daemon);

    private final List<Exchange> exchanges = new ArrayList<>();
    private final JdkClient client = new JdkClient(threads, JdkClientTest::daemon);
    private final Transport transport = client.transport(ApplicationExecutor.on(threads));
    private final Set<Thread> others = selectors();
    private final CountDownLatch closedByClient = new CountDownLatch(1);
    private SseServer server;

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @BeforeEach
    void start() throws Exception {
        server = SseServer.start().on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
            closedByClient.countDown();
        });
    }

    @AfterEach
    void stop() throws Exception {
        exchanges.forEach(Exchange::cancel);
        client.stop().run();
        server.close();
    }

    private Exchange open(Calls calls) throws Exception {
        Exchange exchange = transport.open(() -> new Request(server.uri("/"), Map.of(), "", true), calls);
        exchanges.add(exchange);
        calls.nextResponse();
        return exchange;
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .collect(Collectors.toSet());
    }

    private Set<Thread> ownSelectors() {
        Set<Thread> own = selectors();
        own.removeAll(others);
        return own;
    }

    /** Ends the selector thread, as an error in it does. */
    private void endSelector() {
        ownSelectors().forEach(Thread::interrupt);
        await().atMost(Patience.LIMIT).until(() -> ownSelectors().isEmpty());
    }

    @Test
    void ends_the_streams_of_a_client_that_has_ended() throws Exception {
        Calls calls = new Calls();
        open(calls);

        endSelector();

        await().atMost(Patience.LIMIT).until(calls::hasFailed);
    }

    /** Before Java 21 one thread of this library reports the end to all of them. */
    @Test
    void ends_all_streams_of_a_client_that_has_ended_though_memory_is_short() throws Exception {
        assumeTrue(Runtime.version().feature() < 21);
        AtomicInteger errors = new AtomicInteger();
        ApplicationExecutor usual = ApplicationExecutor.on(threads);
        Transport failing = client.transport((task, rejected) -> {
            if (errors.getAndDecrement() > 0) {
                throw new InternalError("on purpose");
            }
            usual.execute(task, rejected);
        });
        List<Calls> all = List.of(new Calls(), new Calls(), new Calls());
        for (Calls calls : all) {
            exchanges.add(failing.open(() -> new Request(server.uri("/"), Map.of(), "", true), calls));
            calls.nextPiece();
        }
        errors.set(2);

        endSelector();

        await().atMost(Patience.LIMIT).until(() -> all.stream().allMatch(Calls::hasFailed));
    }

    @Test
    void has_another_client_after_one_that_has_ended() throws Exception {
        open(new Calls());
        endSelector();
        Calls calls = new Calls();

        open(calls);

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
    }

    /** Before Java 21 too, where a client has no method for it. */
    @Test
    void leaves_no_thread_after_a_stop() throws Exception {
        open(new Calls());

        client.stop().run();

        await().atMost(Patience.LIMIT).until(() -> ownSelectors().isEmpty());
    }

    @Test
    void closes_the_connection_of_an_exchange_that_is_cancelled_after_the_stop() throws Exception {
        Exchange exchange = open(new Calls());
        client.stop().run();

        exchange.cancel();

        assertThat(closedByClient.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void sends_requests_again_after_it_has_been_stopped_and_started() throws Exception {
        open(new Calls());
        client.stop().run();
        client.start();
        Calls calls = new Calls();

        open(calls);

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
    }

    @Test
    void leaves_no_thread_of_a_client_that_an_error_has_damaged() throws Exception {
        Calls calls = new Calls();
        Exchange exchange = open(calls);
        Set<Thread> damaged = ownSelectors();

        ((JdkExchange) exchange).failed(new StackOverflowError());
        exchange.cancel();

        await().atMost(Patience.LIMIT).until(() -> damaged.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void uses_the_certificates_that_the_application_has_set_since_the_last_source() throws Exception {
        open(new Calls()).cancel();
        client.stop().run();
        SSLContext usual = SSLContext.getDefault();
        SSLContext.setDefault(SelfSigned.context("ip:127.0.0.1"));
        try (TlsServer secure = new TlsServer(SSLContext.getDefault())) {
            client.start();
            Calls calls = new Calls();
            exchanges.add(transport.open(() -> new Request(secure.uri("127.0.0.1"), Map.of(), "", true), calls));

            assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        } finally {
            SSLContext.setDefault(usual);
        }
    }
}
