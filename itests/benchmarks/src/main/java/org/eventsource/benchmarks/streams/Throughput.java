package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processor time and allocated bytes for events of 88 bytes, each a chunk, that come as fast as they are read. */
final class Throughput implements Scenario {

    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(3);
    private static final long TIME = TimeUnit.SECONDS.toNanos(4);

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        Count count = new Count();
        Allocation allocation = new Allocation();
        contestant.open(server.resolve("/flood?millis=20000"), count);
        Machine.pause(WARM_UP);
        long events = count.get();
        long bytes = allocation.bytes();
        long cpu = Machine.cpuNanos();
        long start = System.nanoTime();
        Machine.pause(TIME);
        double million = (count.get() - events) / 1e6;
        bytes = allocation.bytes() - bytes;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("CPU s per million events", (Machine.cpuNanos() - cpu) / 1e9 / million);
        figures.put("s per million events", (System.nanoTime() - start) / 1e9 / million);
        figures.put("B an event", bytes / 1e6 / million);
        return figures;
    }
}
