package org.eventsource.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eventsource.compare.clients.Contestant;
import org.eventsource.compare.server.Scenario;

/**
 * Runs all clients at the same time, each step at a fixed time. The endless line comes last, on its own: a client that
 * has no memory left would fail in the other scenarios, too.
 */
final class Comparison implements AutoCloseable {

    private static final Set<Scenario> TOGETHER = EnumSet.complementOf(EnumSet.of(Scenario.LINE));

    /** When the last events of the first streams are sent. The silent connection takes longest: 6 s and a delay. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(22);

    private static final Duration END_OF_FIRST = Duration.ofSeconds(24);
    private static final Duration HEAP_BEFORE = Duration.ofSeconds(25);
    private static final Duration LINE = Duration.ofSeconds(26);
    private static final Duration HEAP_DURING = Duration.ofSeconds(36);
    private static final Duration END_OF_LINE = Duration.ofSeconds(38);
    private static final Duration LAST_EVENT_AFTER_LINE = Duration.ofSeconds(45);
    /** How long all takes. */
    static final Duration END = Duration.ofSeconds(47);

    private final List<Client> clients = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Future<?>> steps = new ArrayList<>();

    /** @param folder where the processes write their logs */
    Comparison(List<Contestant> contestants, Path folder) throws IOException {
        for (Contestant contestant : contestants) {
            clients.add(new Client(contestant, folder));
        }
    }

    /** Returns the clients when all is over. */
    List<Client> run() throws InterruptedException, ExecutionException {
        for (Client client : clients) {
            client.awaitReady();
        }
        at(Duration.ZERO, client -> TOGETHER.forEach(client::open));
        at(
                LAST_EVENTS,
                client -> TOGETHER.forEach(scenario -> client.stream(scenario).sendLast()));
        at(END_OF_FIRST, Client::closeStreams);
        at(HEAP_BEFORE, Client::measureHeapBeforeLine);
        at(LINE, client -> client.open(Scenario.LINE));
        at(HEAP_DURING, Client::measureHeapInLine);
        at(END_OF_LINE, client -> client.stream(Scenario.LINE).endLine());
        at(LAST_EVENT_AFTER_LINE, client -> client.stream(Scenario.LINE).sendLast());
        at(END, client -> {});
        for (Future<?> step : steps) {
            step.get();
        }
        return List.copyOf(clients);
    }

    private void at(Duration time, Step step) {
        steps.add(clock.schedule(
                () -> {
                    for (Client client : clients) {
                        step.run(client);
                    }
                    return null;
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (Client client : clients) {
            client.close();
        }
    }

    private interface Step {
        void run(Client client) throws IOException;
    }
}
