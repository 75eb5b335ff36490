package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseServer;
import org.jspecify.annotations.Nullable;
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

            assertThat(works.held).isNotEmpty();
            works.holding = false;
            works.held.forEach(Runnable::run);
            left.await();
        }
    }

    private Pieces pieces() {
        return new Pieces(client);
    }

    @Test
    void requests_four_pieces_ahead() {
        assertThat(pieces().requested).isEqualTo(4);
    }

    @Test
    void requests_a_piece_for_each_that_was_handled() {
        Pieces pieces = pieces();
        pieces.arrive(3);

        assertThat(pieces.requested).isEqualTo(7);
    }

    @Test
    void requests_nothing_while_a_piece_is_held() {
        Pieces pieces = pieces();
        pieces.takes = 1;
        pieces.arrive(4);

        assertThat(pieces.requested).isEqualTo(4);
        assertThat(pieces.handled).isEqualTo(1);
    }

    @Test
    void requests_as_many_when_half_of_those_ahead_were_handled() {
        Pieces pieces = pieces();
        pieces.takes = 1;
        pieces.arrive(4);
        pieces.takes = 2;
        pieces.exchange.readOn();

        assertThat(pieces.requested).isEqualTo(6);
        assertThat(pieces.handled).isEqualTo(3);
    }

    @Test
    void requests_nothing_when_it_is_held_again_before_half_were_handled() {
        Pieces pieces = pieces();
        pieces.takes = 1;
        pieces.arrive(4);
        pieces.takes = 1;
        pieces.exchange.readOn();

        assertThat(pieces.requested).isEqualTo(4);
        assertThat(pieces.handled).isEqualTo(2);
    }

    /**
     * A thread that takes messages reads on. It must not wait for another one, which would take longer than the read.
     */
    @Test
    void passes_what_was_read_on_to_the_handler_on_the_thread_that_reads_on() {
        Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
        Pieces pieces = new Pieces(client, submitted::add);
        pieces.takes = 1;
        submitted.remove().run();
        pieces.arrive(2);
        submitted.remove().run();
        pieces.takes = 1;
        pieces.exchange.readOn();

        assertThat(pieces.handled).isEqualTo(2);
        assertThat(submitted).isEmpty();
    }

    /** The end makes the source call its listeners, which belong on the executor. */
    @Test
    void reports_the_end_on_the_executor_when_a_thread_reads_on() {
        Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
        Pieces pieces = new Pieces(client, submitted::add);
        pieces.takes = 1;
        submitted.remove().run();
        pieces.arrive(1);
        submitted.remove().run();
        pieces.exchange.onComplete();
        pieces.exchange.readOn();

        assertThat(pieces.ended).isFalse();
        submitted.remove().run();
        assertThat(pieces.ended).isTrue();
    }

    @Test
    void requests_all_that_were_handled_when_nothing_waits_any_more() {
        Pieces pieces = pieces();
        pieces.takes = 1;
        pieces.arrive(4);
        pieces.takes = Integer.MAX_VALUE;
        pieces.exchange.readOn();

        assertThat(pieces.requested).isEqualTo(8);
    }

    @Test
    void never_has_more_than_four_pieces_that_are_not_handled() {
        Pieces pieces = pieces();
        Random random = new Random(1);
        for (int round = 0; round < 1000; round++) {
            pieces.takes = random.nextInt(6);
            if (random.nextBoolean()) {
                pieces.exchange.readOn();
            }
            pieces.arrive(random.nextInt(1 + pieces.outstanding()));

            assertThat(pieces.requested - pieces.handled).isBetween(0, 4);
        }
        assertThat(pieces.handled).isGreaterThan(1000);
    }

    /** A frame of HTTP/2 may have no bytes. It nevertheless uses up a part of what was requested. */
    @Test
    void requests_others_for_pieces_without_bytes_that_come_while_it_requests() {
        Pieces pieces = pieces();
        pieces.takes = 1;
        pieces.arrive(4);
        pieces.emptyOnes = 4;
        pieces.takes = Integer.MAX_VALUE;
        pieces.exchange.readOn();

        assertThat(pieces.outstanding()).isEqualTo(4);
    }

    @Test
    void reports_what_the_handler_throws_as_a_failure() {
        Pieces pieces = pieces();
        pieces.error = new OutOfMemoryError("as if there were none");
        pieces.arrive(1);

        assertThat(pieces.failure).isSameAs(pieces.error);
    }

    /** Plays the client: an exchange that was answered, and pieces of the largest size. All runs on one thread. */
    private static final class Pieces extends Silence implements Flow.Subscription, ResponseInfo {

        private static final int SIZE = 16 * 1024;

        private final JdkExchange exchange;
        private int requested;
        private int arrived;
        private int handled;

        /** How many pieces the handler takes before it wants no more. */
        private int takes = Integer.MAX_VALUE;

        private boolean ended;
        private @Nullable Error error;
        private @Nullable Throwable failure;

        /** How many pieces without bytes come at the next requests. */
        private int emptyOnes;

        Pieces(JdkClient client) {
            this(client, Runnable::run);
        }

        Pieces(JdkClient client, Executor application) {
            exchange = new JdkExchange(client, this, Runnable::run, ApplicationExecutor.on(application));
            exchange.began(this).onSubscribe(this);
        }

        int outstanding() {
            return requested - arrived;
        }

        void arrive(int count) {
            for (int piece = 0; piece < count; piece++) {
                arrived++;
                exchange.onNext(List.of(ByteBuffer.allocate(SIZE)));
            }
        }

        @Override
        public void request(long count) {
            requested += (int) count;
            for (long left = Math.min(count, emptyOnes); left > 0; left--) {
                emptyOnes--;
                arrived++;
                exchange.onNext(List.of());
            }
        }

        @Override
        public void cancel() {}

        @Override
        public boolean mayWait(byte[] bytes, int offset, int length) {
            return false;
        }

        @Override
        public boolean onBytes(byte[] bytes, int offset, int length) {
            if (error != null) {
                throw error;
            }
            assertThat(length).isEqualTo(SIZE);
            handled++;
            takes--;
            return takes > 0;
        }

        @Override
        public boolean onResponse(Response response) {
            return true;
        }

        @Override
        public void onEnd() {
            ended = true;
        }

        @Override
        public void onFailure(Throwable cause) {
            failure = cause;
        }

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
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

    private static class Silence implements ExchangeHandler {

        @Override
        public boolean onResponse(Response response) {
            throw new AssertionError("there is none");
        }

        @Override
        public boolean mayWait(byte[] bytes, int offset, int length) {
            return false;
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
