package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** From the start of the process to its first event: what the classes of a client cost when nothing is compiled yet. */
final class FirstEvent implements Scenario {

    private static final long LIMIT_SECONDS = 30;

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        CompletableFuture<Instant> first = new CompletableFuture<>();
        contestant.open(server.resolve("/paced?perSecond=1000"), data -> first.complete(Instant.now()));
        Instant heard = first.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        long cpu = Machine.cpuNanos();
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("first event ms", Duration.between(started, heard).toNanos() / 1e6);
        figures.put("CPU ms", cpu / 1e6);
        return figures;
    }
}
