package org.eventsource.impl.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.ReaderInterceptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.eventsource.impl.TestedClient;
import org.eventsource.impl.Threads;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.BlockingThreads;
import org.eventsource.impl.transport.Calls;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One exchange over the Jakarta REST client that is on the class path. */
class RestExchangeTest {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Client client = ClientBuilder.newClient();
    private final Calls calls = new Calls();
    private final Gate left = new Gate();
    private SseServer server;

    @BeforeEach
    void start() throws Exception {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        client.close();
        executor.shutdown();
    }

    /** Platform threads, and the threads of sources. */
    static Stream<BlockingThreads> threads() {
        return Stream.of(
                new BlockingThreads(RestExchangeTest::daemon, false),
                Threads.own().blocking());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** Sends one chunk: some clients read a chunked body to its end when they close it. */
    private SseHandler answeringAndWaiting(int status) {
        return connection -> {
            connection.respond(status, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
            connection.events("2\r\n:\n\r\n");
            connection.waitForClientClose();
            left.open();
        };
    }

    private RestTransport transport(ClientLease lease, BlockingThreads threads) {
        return new RestTransport(lease, threads, ApplicationExecutor.on(executor), executor);
    }

    private Exchange open(RestTransport transport, Calls handler) {
        return transport.open(() -> new Request(server.uri("/"), Map.of(), "", true), handler);
    }

    /** Over the application's client. */
    private void ask(SseHandler script) {
        server.on("/", script);
        open(transport(ClientLease.ofApplication(client), Threads.own().blocking()), calls);
    }

    private Response answered(SseHandler script) throws Exception {
        ask(script);
        return calls.nextResponse();
    }

    /**
     * Clients of the JDK send a second request by themselves, and a RESTEasy client of the library does not. CXF sends
     * four to eight, and no setting stops it.
     */
    @ParameterizedTest
    @MethodSource("threads")
    void asks_a_server_that_hangs_up_once_over_resteasy_and_twice_at_most_over_jersey(BlockingThreads threads)
            throws Exception {
        assumeFalse(TestedClient.CXF.isUsed());
        server.on("/", connection -> {});
        ClientLease own = own(threads);
        open(transport(own, threads), calls);
        calls.nextFailure();
        own.end();

        assertThat(server.pendingRequests()).hasSizeBetween(1, TestedClient.RESTEASY.isUsed() ? 1 : 2);
    }

    @Test
    void passes_on_bytes_that_may_wait_with_the_next_ones() throws Exception {
        Gate waited = new Gate();
        calls.waitForLines();
        ask(connection -> {
            connection.stream("da");
            waited.await();
            connection.events("ta: x\n\n");
        });
        assertThat(calls.nextWaiting()).isEqualTo("da");
        waited.open();

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
    }

    @Test
    void passes_on_bytes_that_wait_before_the_end() throws Exception {
        calls.waitForLines();
        ask(connection -> connection.stream("da"));

        assertThat(calls.nextWaiting()).isEqualTo("da");
        assertThat(calls.nextPiece()).isEqualTo("da");
    }

    @Test
    void passes_on_many_bytes_although_they_may_wait() throws Exception {
        String many = "x".repeat(400);
        calls.waitForLines();
        ask(connection -> {
            connection.stream(many);
            connection.waitForClientClose();
        });

        String piece = calls.nextPiece();
        assertThat(many).startsWith(piece);
        assertThat(piece).hasSizeGreaterThan(256);
    }

    /** As long as its thread runs, a client could send requests. */
    @ParameterizedTest
    @MethodSource("threads")
    void asks_no_more_after_a_close(BlockingThreads threads) throws Exception {
        assumeTrue(threads.interruptible() || TestedClient.RESTEASY.isUsed(), "nothing ends the read of this client");
        assumeFalse(TestedClient.CXF.isUsed(), "this client ends such a request after 60 seconds");
        AtomicReference<Thread> reader = new AtomicReference<>();
        BlockingThreads recorded = new BlockingThreads(
                task -> {
                    reader.set(threads.factory().newThread(task));
                    return reader.get();
                },
                threads.interruptible());
        server.on("/", connection -> connection.waitForClientClose());
        ClientLease own = own(threads);
        Exchange exchange = open(transport(own, recorded), calls);
        server.nextRequest();
        exchange.cancel();
        own.end();

        reader.get().join(Patience.LIMIT.toMillis());
        assertThat(reader.get().isAlive()).isFalse();
        assertThat(server.pendingRequests()).isEmpty();
    }

    private ClientLease own(BlockingThreads threads) {
        return threads.interruptible() ? ClientLease.ownOfMany(server.uri("/")) : ClientLease.own(server.uri("/"));
    }

    /** The application closes its client. Nothing else may close it. */
    @ParameterizedTest
    @MethodSource("leases")
    void says_that_a_client_was_closed_and_that_no_attempt_will_work(Function<Client, ClientLease> leases)
            throws Exception {
        ClientLease lease = leases.apply(client);
        client.close();

        open(transport(lease, Threads.own().blocking()), calls);

        assertThat(calls.nextFailure())
                .isInstanceOfSatisfying(
                        ExchangeException.class,
                        failure -> assertThat(failure.isForGood()).isTrue())
                .hasMessage("the application has closed the Jakarta REST client of this source");
    }

    static Stream<Function<Client, ClientLease>> leases() {
        return Stream.of(
                ClientLease::ofApplication, client -> ClientLease.ofApplication(client.target("http://127.0.0.1/")));
    }

    @ParameterizedTest
    @MethodSource("threads")
    void has_another_client_after_one_of_ours_that_has_ended(BlockingThreads threads) throws Exception {
        List<Client> made = new ArrayList<>();
        ClientLease lease = new OwnClient(() -> {
            Client own = ClientBuilder.newClient();
            made.add(own);
            return own;
        });
        server.on("/", connection -> connection.stream("data: x\n\n"));
        RestTransport transport = transport(threads.interruptible() ? new LentClient(lease) : lease, threads);
        end(made.get(0));
        Calls first = new Calls();
        open(transport, first);
        await().atMost(Patience.LIMIT).until(first::hasFailed);

        open(transport, calls);

        assertThat(calls.nextResponse().status()).isEqualTo(200);
        lease.end();
    }

    /** Some clients end by themselves: Apache's client, in RESTEasy's, closes its connections after any error. */
    private static void end(Client own) throws Exception {
        if (!own.getClass().getName().startsWith("org.jboss.resteasy.client.jaxrs.")) {
            own.close();
            return;
        }
        Object engine = own.getClass().getMethod("httpEngine").invoke(own);
        Object apache = engine.getClass().getMethod("getHttpClient").invoke(engine);
        Object connections = Class.forName("org.apache.http.client.HttpClient")
                .getMethod("getConnectionManager")
                .invoke(apache);
        Class.forName("org.apache.http.conn.ClientConnectionManager")
                .getMethod("shutdown")
                .invoke(connections);
    }

    @ParameterizedTest
    @MethodSource("threads")
    void lets_a_body_go_that_nobody_wants(BlockingThreads threads) throws Exception {
        server.on("/", answeringAndWaiting(404));
        open(transport(ClientLease.own(server.uri("/")), threads), new Calls(() -> false));

        left.await();
    }

    @ParameterizedTest
    @MethodSource("threads")
    void lets_a_body_go_that_nobody_wants_over_the_application_s_client(BlockingThreads threads) throws Exception {
        server.on("/", answeringAndWaiting(404));
        open(transport(ClientLease.ofApplication(client), threads), new Calls(() -> false));

        left.await();
    }

    @ParameterizedTest
    @MethodSource("threads")
    void lets_the_body_go_when_it_is_cancelled_at_the_response(BlockingThreads threads) throws Exception {
        server.on("/", answeringAndWaiting(200));
        CompletableFuture<Exchange> exchange = new CompletableFuture<>();
        exchange.complete(open(transport(ClientLease.own(server.uri("/")), threads), new Calls(() -> {
            exchange.join().cancel();
            return true;
        })));

        left.await();
    }

    /** If CXF is interrupted before, its connection stays open without end. */
    @ParameterizedTest
    @MethodSource("threads")
    void ends_the_connection_when_the_server_answers_after_it_was_cancelled(BlockingThreads threads) throws Exception {
        Gate asked = new Gate();
        Gate answer = new Gate();
        server.on("/", connection -> {
            asked.open();
            answer.await();
            try {
                connection.respond(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
                connection.events("2\r\n:\n\r\n");
            } catch (IOException e) {
                assertThat(e).as("of a connection that has ended").isNotNull();
            }
            connection.waitForClientClose();
            left.open();
        });
        Exchange exchange = open(transport(ClientLease.own(server.uri("/")), threads), calls);
        asked.await();

        exchange.cancel();
        answer.open();

        left.await();
    }

    /** CXF ends the exchange of a request that is garbage. */
    @ParameterizedTest
    @MethodSource("threads")
    void goes_on_when_garbage_is_collected(BlockingThreads threads) throws Exception {
        int pieces = 10;
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        server.on("/", connection -> {
            connection.stream();
            for (int i = 0; i < pieces; i++) {
                connection.events(said.take());
            }
        });
        open(transport(ClientLease.ofApplication(client), threads), calls);
        calls.nextResponse();

        for (int i = 0; i < pieces; i++) {
            System.gc();
            said.add("data: " + i + "\n\n");
            assertThat(calls.nextPiece()).isEqualTo("data: " + i + "\n\n");
        }
    }

    /** On platform threads, over RESTEasy, the close of the client ends the read. */
    @Test
    void that_was_cancelled_does_not_end_the_one_that_follows() throws Exception {
        Queue<Runnable> held = new ConcurrentLinkedQueue<>();
        BlockingThreads platform = new BlockingThreads(RestExchangeTest::daemon, false);
        RestTransport transport = new RestTransport(
                ClientLease.own(server.uri("/")), platform, ApplicationExecutor.on(executor), held::add);
        Gate next = new Gate();
        server.on("/", answeringAndWaiting(200), connection -> {
            connection.stream();
            next.await();
            connection.events("data: x\n\n");
            new Gate().await();
        });
        Calls before = new Calls();
        Exchange first = open(transport, before);
        before.nextResponse();
        first.cancel();
        open(transport, calls);
        calls.nextResponse();

        held.forEach(Runnable::run);
        next.open();

        assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
    }

    /** Otherwise a late exchange would use the client of the next one, and close it when it is cancelled. */
    @Test
    void has_the_client_of_its_opening() throws Exception {
        List<Client> made = new ArrayList<>();
        OwnClient lease = new OwnClient(() -> {
            made.add(ClientBuilder.newClient());
            return made.get(made.size() - 1);
        });
        BlockingThreads platform = new BlockingThreads(RestExchangeTest::daemon, false);
        RestTransport transport = new RestTransport(lease, platform, ApplicationExecutor.on(executor), Runnable::run);
        Gate asked = new Gate();
        Calls late = new Calls();
        server.on("/", answeringAndWaiting(200));
        Exchange first = transport.open(
                () -> {
                    asked.await();
                    return new Request(server.uri("/"), Map.of(), "", true);
                },
                late);
        lease.forExchange().retire();
        open(transport, calls);
        calls.nextResponse();
        asked.open();
        late.nextResponse();

        first.cancel();

        assertThat(made).hasSize(2);
        await().atMost(Patience.LIMIT)
                .untilAsserted(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> made.get(0).target(server.uri("/"))));
        assertThatNoException().isThrownBy(() -> made.get(1).target(server.uri("/")));
        lease.end();
    }

    /** The client was retired at the cancel, so the end of the source does not close it. */
    @Test
    void closes_its_client_though_it_was_cancelled_before_a_request_failed() throws Exception {
        List<Client> made = new ArrayList<>();
        OwnClient lease = new OwnClient(() -> {
            made.add(ClientBuilder.newClient());
            return made.get(made.size() - 1);
        });
        Gate asked = new Gate();
        RestTransport transport = transport(lease, new BlockingThreads(RestExchangeTest::daemon, false));
        Exchange exchange = transport.open(
                () -> {
                    asked.await();
                    throw new IllegalStateException("on purpose");
                },
                calls);

        exchange.cancel();
        asked.open();

        await().atMost(Patience.LIMIT)
                .untilAsserted(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> made.get(0).target(server.uri("/"))));
    }

    @Nested
    class The_response {

        private final AtomicLong sent = new AtomicLong();

        @Test
        void has_its_status_and_headers_in_any_case() throws Exception {
            Response response = answered(connection ->
                    connection.respond(201, "CONTENT-TYPE: text/event-stream", "x-a: 1", "Content-Length: 0"));

            assertThat(response.status()).isEqualTo(201);
            assertThat(response.header("content-Type")).contains("text/event-stream");
            assertThat(response.header("X-A")).contains("1");
            assertThat(response.header("X-B")).isEmpty();
        }

        @Test
        void has_the_type_that_the_server_gave_though_no_client_can_read_it() throws Exception {
            String type = "text/event-stream; charset";
            Response response = answered(connection -> {
                connection.respond(200, "Content-Type: " + type);
                connection.events("data: x\n\n");
            });

            assertThat(response.header("Content-Type")).contains(type);
            assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        }

        @Test
        void has_all_values_of_a_header_in_their_order() throws Exception {
            Response response = answered(connection -> connection.respond(
                    200, "Content-Type: application/json", "Content-Type: text/event-stream", "Content-Length: 0"));

            assertThat(String.join(", ", response.values("content-type")))
                    .isEqualTo("application/json, text/event-stream");
        }

        @Test
        void is_read_though_its_type_comes_twice() throws Exception {
            Response response = answered(connection -> {
                connection.respond(200, "Content-Type: text/event-stream", "Content-Type: text/event-stream");
                connection.events("data: x\n\n");
            });

            assertThat(response.header("Content-Type")).isPresent();
            assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        }

        @Test
        void has_an_encoding_that_nobody_asked_for() throws Exception {
            Response response = answered(
                    connection -> connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: br"));

            assertThat(response.header("Content-Encoding")).contains("br");
        }

        @Test
        void has_an_encoding_that_a_filter_of_the_client_asked_for_and_nothing_decodes() throws Exception {
            client.register((ClientRequestFilter)
                    request -> request.getHeaders().putSingle(HttpHeaders.ACCEPT_ENCODING, "gzip"));
            Response response = answered(
                    connection -> connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: gzip"));

            assertThat(response.header("Content-Encoding")).contains("gzip");
        }

        @Test
        void does_not_have_an_encoding_that_the_client_has_decoded() throws Exception {
            client.register((ReaderInterceptor) context -> {
                context.setInputStream(new GZIPInputStream(context.getInputStream()));
                return context.proceed();
            });
            Response response = answered(connection -> {
                connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: gzip");
                connection.bytes(gzip("data: x\n\n"));
            });

            assertThat(response.header("Content-Encoding")).isEmpty();
            assertThat(calls.nextPiece()).isEqualTo("data: x\n\n");
        }

        private static byte[] gzip(String text) throws IOException {
            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
                out.write(text.getBytes(UTF_8));
            }
            return coded.toByteArray();
        }

        @Test
        void is_no_loss_where_the_client_cannot_read_it() throws Exception {
            client.register((ReaderInterceptor) context -> {
                throw new ZipException("Not in GZIP format");
            });
            ask(connection -> connection.respond(200, "Content-Type: text/event-stream"));

            assertThat(calls.nextUnreadable().status()).isEqualTo(200);
            assertThat(calls.nextLasting()).isTrue();
        }

        /** Some clients throw an exception for such a status, and buffer the body. */
        @ParameterizedTest
        @ValueSource(ints = {250, 404, 503})
        void is_told_before_a_body_without_end_and_the_body_is_let_go(int status) throws Exception {
            askForABodyWithoutEnd(String.valueOf(status));

            assertThat(calls.nextResponse().status()).isEqualTo(status);
            assertBodyIsLetGo();
        }

        /** Some clients see an interim response, or no HTTP, in the first two, and fail because of the others. */
        @ParameterizedTest
        @ValueSource(strings = {"099", "199", "600", "999"})
        void of_a_status_out_of_range_is_not_kept_in_memory(String status) throws Exception {
            // This client leaves such a connection open until the client is closed.
            assumeFalse(TestedClient.CXF.isUsed());
            // This client sees an interim response in 199, and the next response in the body. A client of the
            // application has no limit of its size.
            assumeFalse(status.equals("199") && TestedClient.RESTEASY.isUsed());
            askForABodyWithoutEnd(status);

            assertBodyIsLetGo();
        }

        /** RESTEasy sees an interim response in 199, and the next response in the body. */
        @ParameterizedTest
        @ValueSource(strings = {"HTTP/1.1 199 X\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Long: ", "HTTP/1.1 200 "})
        void without_an_end_of_its_head_is_not_kept_in_memory(String beginning) throws Exception {
            // This client leaves such a connection open until the client is closed.
            assumeFalse(TestedClient.CXF.isUsed());
            askForHead(beginning, "x".repeat(16 * 1024));

            assertBodyIsLetGo();
        }

        @Test
        void with_headers_without_end_is_not_kept_in_memory() throws Exception {
            // This client leaves such a connection open until the client is closed.
            assumeFalse(TestedClient.CXF.isUsed());
            askForHead("HTTP/1.1 200 OK\r\n", ("X-Many: " + "x".repeat(1000) + "\r\n").repeat(16));

            assertBodyIsLetGo();
        }

        /** Over a client of our own. */
        private void askForHead(String beginning, String rest) {
            calls.refuse();
            server.on("/", connection -> {
                connection.bytes(beginning.getBytes(UTF_8));
                sendUntilTheClientLeaves(connection, rest);
            });
            open(transport(OwnClient.forOne(server.uri("/")), Threads.own().blocking()), calls);
        }

        private void askForABodyWithoutEnd(String status) {
            calls.refuse();
            ask(connection -> {
                connection.bytes(("HTTP/1.1 " + status + " X\r\n\r\n").getBytes(UTF_8));
                sendUntilTheClientLeaves(connection, "x".repeat(16 * 1024));
            });
        }

        private void assertBodyIsLetGo() throws Exception {
            left.await();
            assertThat(sent.get()).isLessThan(64L << 20);
        }

        private void sendUntilTheClientLeaves(SseConnection connection, String text) throws IOException {
            byte[] piece = text.getBytes(UTF_8);
            try {
                while (sent.get() < (256L << 20)) {
                    connection.bytes(piece);
                    sent.addAndGet(piece.length);
                }
            } finally {
                left.open();
            }
        }

        @Test
        void is_what_a_filter_of_the_client_made_of_it() throws Exception {
            client.register((ClientResponseFilter) (request, response) -> response.setStatus(202), 2);
            Response response = answered(connection -> connection.respond(200, "Content-Length: 0"));

            assertThat(response.status()).isEqualTo(202);
        }

        @Test
        void is_told_though_a_filter_of_the_client_fails_over_it() throws Exception {
            client.register((ClientResponseFilter) (request, response) -> {
                throw new IllegalStateException("on purpose");
            });
            ask(connection -> connection.respond(404, "Content-Length: 0"));

            assertThat(calls.nextUnreadable().status()).isEqualTo(404);
        }

        @Test
        void is_told_though_a_filter_of_the_client_refuses_it() throws Exception {
            client.register((ClientResponseFilter) (request, response) -> {
                throw new ForbiddenException("on purpose");
            });
            ask(connection -> connection.respond(200, "Content-Length: 0"));

            assertThat(calls.nextUnreadable().status()).isEqualTo(200);
        }
    }
}
