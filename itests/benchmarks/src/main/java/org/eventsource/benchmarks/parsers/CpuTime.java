package org.eventsource.benchmarks.parsers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** Processor time for an operation, of all threads. Unlike the time of the clock, it excludes other processes. */
public final class CpuTime implements InternalProfiler {

    static final String NAME = "cpu.norm";

    private long before;

    @Override
    public String getDescription() {
        return "processor time for an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = now();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanos = (double) now() - before;
        return List.of(
                new ScalarResult(NAME, nanos / result.getMetadata().getAllOps(), "ns/op", AggregationPolicy.AVG));
    }

    private static long now() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
