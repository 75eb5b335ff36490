package org.eventsource.itests.server;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;

/**
 * Sends orders with the numbers from 1 on, and resumes after the id that a client sends. Observers ask it whether they
 * may go on, so that a test can hold one of them.
 */
final class Shop implements AutoCloseable {

    /** A server may need minutes to deploy an application on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SseServer server = SseServer.start();
    private final Map<String, Hold> holds = new HashMap<>();
    private final Set<String> different = new HashSet<>();
    private int calls;
    private int orders;
    private Runnable whenLeft = () -> {};

    Shop() {
        server.on("/orders", this::serve);
        server.on("/gate", this::pass);
    }

    URI url() {
        return server.uri("/orders");
    }

    /** Adds orders, for the connections that begin after this. Returns the number of the last one. */
    synchronized int add(int more) {
        orders += more;
        return orders;
    }

    /** Holds the observer of an order at this place, once. */
    synchronized Hold hold(String place, int number) {
        Hold hold = new Hold();
        holds.put(place + number, hold);
        return hold;
    }

    /** Sets what is done when the client closes its connection. */
    synchronized void whenLeft(Runnable task) {
        whenLeft = task;
    }

    /** Returns how many calls of the observer had an order that another call had before. */
    synchronized int repetitions() {
        return calls - different.size();
    }

    private synchronized int last() {
        return orders;
    }

    private void serve(SseConnection connection) throws IOException {
        int sent = connection.request().lastEventId().map(Integer::parseInt).orElse(0);
        connection.stream();
        for (int number = sent + 1; number <= last(); number++) {
            connection.events("id: %d\nevent: order\ndata: {\"number\":%d,\"gate\":\"%s\"}\n\n"
                    .formatted(number, number, server.url("/gate")));
        }
        connection.waitForClientClose(PATIENCE);
        left().run();
    }

    private synchronized Runnable left() {
        return whenLeft;
    }

    private void pass(SseConnection connection) throws IOException, InterruptedException {
        String where = connection.request().target().split("\\?", 2)[1];
        Hold hold = arrive(where);
        if (hold != null) {
            hold.arrived.countDown();
            Shop.await(hold.released);
        }
        connection.respond(200, "Content-Length: 0");
    }

    private synchronized Hold arrive(String where) {
        if (where.startsWith("before")) {
            calls++;
            different.add(where);
        }
        return holds.remove(where);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it did not happen within " + PATIENCE);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** An observer that is held in the middle of its order. */
    static final class Hold {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        void awaitObserver() throws InterruptedException {
            Shop.await(arrived);
        }

        void release() {
            released.countDown();
        }
    }
}
