package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Processor time for an event, at a thousand events a second, once the code is compiled: before that, events come
 * twenty times as fast, one in each read, on the same connection. The threads of the compiler do not count.
 */
final class Paced implements Scenario {

    private static final long SETTLING = TimeUnit.SECONDS.toNanos(14);
    private static final long TIME = TimeUnit.SECONDS.toNanos(10);

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        Count count = new Count();
        contestant.open(server.resolve("/paced?perSecond=1000&fasterMillis=8000"), count);
        Machine.pause(SETTLING);
        long events = count.get();
        long cpu = Machine.javaCpuNanos();
        Machine.pause(TIME);
        return Map.of("CPU µs an event", (Machine.javaCpuNanos() - cpu) / 1e3 / (count.get() - events));
    }
}
