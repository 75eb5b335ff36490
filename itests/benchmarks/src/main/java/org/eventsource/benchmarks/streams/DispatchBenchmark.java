package org.eventsource.benchmarks.streams;

import java.util.concurrent.TimeUnit;
import org.eventsource.EventListener;
import org.eventsource.MessageEvent;
import org.eventsource.impl.dispatch.Listeners;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Measures a dispatch to one listener, and to none. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Thread)
public class DispatchBenchmark {

    private final Listeners none = new Listeners((event, failure, reports) -> {});
    private final Listeners one = new Listeners((event, failure, reports) -> {});
    private final MessageEvent event = MessageEvent.of("message", "data");

    /** Adds the listener. */
    @Setup
    public void setUp(Blackhole blackhole) {
        EventListener<MessageEvent> listener = message -> blackhole.consume(message.data());
        one.set(Listeners.Handler.MESSAGE, listener);
    }

    /** There is no listener. */
    @Benchmark
    public void noListener() {
        none.dispatch(event);
    }

    /** One does. */
    @Benchmark
    public void oneListener() {
        one.dispatch(event);
    }
}
