package org.eventsource.conformance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.conformance.Exchange.Place;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;

/** The servers of one case at play: the client's own and another one, which do what the exchanges say. */
final class Stage implements AutoCloseable {

    private final List<Exchange> exchanges;
    private final List<String> headersOfAll;
    private final Witness witness;
    private final SseServer self = SseServer.start();
    private final SseServer elsewhere = SseServer.start();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore arrived = new Semaphore(0);
    private final Phaser running = new Phaser(1);
    private final Gate callerReturned = new Gate();
    private final CountDownLatch over = new CountDownLatch(1);

    Stage(List<Exchange> exchanges, List<String> headersOfAll, Witness witness) throws IOException {
        this.exchanges = exchanges;
        this.headersOfAll = headersOfAll;
        this.witness = witness;
        Map<Place, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < exchanges.size(); i++) {
            places.computeIfAbsent(exchanges.get(i).place(), place -> new ArrayList<>())
                    .add(i);
        }
        places.forEach((place, indices) -> {
            var next = new AtomicInteger();
            server(place).on(place.path(), recorded(connection -> {
                int turn = next.getAndIncrement();
                play(turn < indices.size() ? indices.get(turn) : -1, connection);
            }));
        });
    }

    private SseServer server(Place place) {
        return place.elsewhere() ? elsewhere : self;
    }

    URI url() {
        return self.uri(Exchange.HOME.path());
    }

    /** A page of the client's own origin. */
    void page(String path, String html) {
        self.on(path, connection -> {
            connection.respond(200, "Content-Type: text/html; charset=utf-8");
            connection.events(html);
        });
    }

    /** An origin by the name that the cases give it. */
    String nameOf(String origin) {
        return origin.equals(self.url("")) ? "self" : origin.equals(elsewhere.url("")) ? "elsewhere" : origin;
    }

    /** The client's constructor has returned. */
    void callerReturned() {
        callerReturned.open();
    }

    private SseHandler recorded(SseHandler script) {
        return connection -> {
            running.register();
            try {
                script.handle(connection);
            } catch (IOException | InterruptedException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                failures.add(e);
            } finally {
                running.arriveAndDeregister();
            }
        };
    }

    private void play(int index, SseConnection connection) throws Exception {
        arrivals.add(new Arrival(index, connection.request(), System.nanoTime()));
        arrived.release();
        Exchange exchange = index < 0 ? Exchange.noContent() : exchanges.get(index);
        try {
            if (exchange.waitsForCaller()) {
                callerReturned.await();
            }
            if (exchange.status() > 0) {
                connection.respond(exchange.status(), headers(exchange));
            }
            var body = new Body(exchange.framing(), connection);
            for (Step step : exchange.body()) {
                take(step, body);
            }
            if (exchange.end() != Exchange.End.LEAVE) {
                // The delay of the client begins when it sees the end.
                ends.put(index, System.nanoTime());
            }
            body.end(exchange.end());
        } finally {
            ends.putIfAbsent(index, System.nanoTime());
        }
    }

    private String[] headers(Exchange exchange) {
        List<String> headers = new ArrayList<>(headersOfAll);
        for (String header : exchange.headers()) {
            headers.add(header.replace("{self}", self.url(""))
                    .replace("{self-authority}", self.uri("").getAuthority())
                    .replace("{elsewhere}", elsewhere.url("")));
        }
        if (exchange.framing() == Exchange.Framing.CHUNKED) {
            headers.add("Transfer-Encoding: chunked");
        }
        return headers.toArray(String[]::new);
    }

    private void take(Step step, Body body) throws IOException, InterruptedException {
        if (step instanceof Step.Send send) {
            body.send(send.octets());
        } else if (step instanceof Step.Drip drip) {
            for (byte octet : drip.octets()) {
                body.send(new byte[] {octet});
            }
        } else if (step instanceof Step.AwaitReceived heard) {
            witness.awaitHeard(heard.events());
        } else if (step instanceof Step.Pause pause) {
            over.await(pause.time().toNanos(), NANOSECONDS);
        }
    }

    void awaitRequests(int requests) throws InterruptedException {
        if (!arrived.tryAcquire(requests, Patience.LIMIT.toMillis(), MILLISECONDS)) {
            throw new AssertionError("no request " + requests);
        }
        arrived.release(requests);
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** When the server began to end an exchange, or when the client has left. */
    long endOf(int exchange) {
        return ends.get(exchange);
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Waits until every script under way has come to its end. */
    void awaitScripts() throws InterruptedException, TimeoutException {
        int phase = running.arrive();
        running.awaitAdvanceInterruptibly(phase, 2 * Patience.LIMIT.toMillis(), MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        self.close();
        elsewhere.close();
    }
}
