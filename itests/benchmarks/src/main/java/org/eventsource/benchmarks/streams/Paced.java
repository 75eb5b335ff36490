package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processor time for an event, at a thousand events a second, once the code is compiled. */
final class Paced implements Scenario {

    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(4);
    private static final long SETTLING = TimeUnit.SECONDS.toNanos(2);
    private static final long TIME = TimeUnit.SECONDS.toNanos(10);

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        AutoCloseable warmUp = contestant.open(server.resolve("/flood?millis=3500"), new Count());
        Machine.pause(WARM_UP);
        warmUp.close();
        Count count = new Count();
        contestant.open(server.resolve("/paced?perSecond=1000"), count);
        Machine.pause(SETTLING);
        long events = count.get();
        long cpu = Machine.cpuNanos();
        Machine.pause(TIME);
        return Map.of("CPU µs an event", (Machine.cpuNanos() - cpu) / 1e3 / (count.get() - events));
    }
}
