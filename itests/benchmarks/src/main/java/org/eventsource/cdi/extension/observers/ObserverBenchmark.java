package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.threads.Gate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a message takes to one observer on Weld, beside a call of the observer itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ObserverBenchmark {

    private static final String QUOTE = "{\"symbol\":\"ACME\",\"price\":101.25,\"volume\":1200,\"currency\":\"EUR\"}";

    private final MessageEvent message = MessageEvent.of("tick", "1", "1", "http://localhost");
    private final MessageEvent quote = MessageEvent.of("quote", QUOTE, "1", "http://localhost");
    private final Jsonb jsonb = JsonbBuilder.create();
    private final SeContainer container = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(StreamDispatcher.class, Observer.class)
            .initialize();
    private final Observer observer = container.select(Observer.class).get();
    private final StreamDispatcher dispatcher =
            container.select(StreamDispatcher.class).get();
    private final StreamObservers inContext = observers(dispatcher, dispatcher::inRequestContext);
    private final StreamObservers spared = observers(dispatcher, Runnable::run);

    /** A payload. */
    public record Quote(String symbol, double price, long volume, String currency) {}

    /** What is observed is counted, so that it is not left out. */
    @ApplicationScoped
    public static class Observer {

        private long heard;

        /** Receives a message. */
        public void on(@Observes @Stream("prices") @EventType("tick") MessageEvent message) {
            heard += message.data().length();
        }

        /** Receives a payload. */
        public void on(@Observes @Stream("prices") @EventType("quote") Quote quote) {
            heard += quote.volume();
        }

        /** Returns the number of characters received so far. */
        public long heard() {
            return heard;
        }
    }

    private static final ApplicationBeans NO_BEANS = new ApplicationBeans() {
        @Override
        public <T> List<ApplicationBean<T>> find(Class<T> type, Annotation qualifier) {
            return List.of();
        }
    };

    private static StreamObservers observers(StreamDispatcher dispatcher, Consumer<Runnable> contexts) {
        ObserverDeclaration messages = new ObserverDeclaration(
                "here", Optional.of("prices"), EventKind.MESSAGE, Optional.of("tick"), false, true, Optional.empty());
        PayloadType type = new PayloadType(Quote.class.getName(), PayloadType.Form.OBJECT, Set.of());
        ObserverDeclaration quotes = new ObserverDeclaration(
                "there",
                Optional.of("prices"),
                EventKind.PAYLOAD,
                Optional.of("quote"),
                false,
                true,
                Optional.of(type));
        StreamModel model = new StreamModel(List.of(), List.of(messages, quotes), Set.of(), List.of(), List.of());
        ObserverCalls calls = new ObserverCalls(contexts, new AsyncObservers(Thread::new, new Gate()));
        Deliveries deliveries = new Deliveries(model.audience("prices"), observer -> Set.of(Quote.class), dispatcher);
        return new StreamObservers(
                deliveries,
                new PayloadReaders(model, observer -> Set.of(Quote.class), NO_BEANS, new Problems()),
                calls,
                new FailureReports("the benchmark's stream", calls),
                new UnseenTypes("the benchmark's stream", Set.of(), line -> {}),
                false);
    }

    /** Ends the container. */
    @TearDown
    public void tearDown() {
        container.close();
    }

    private static void fail(Throwable failure) {
        throw new IllegalStateException(failure);
    }

    /** The baseline. */
    @Benchmark
    public void call() {
        observer.on(message);
    }

    /** The baseline in a request context. */
    @Benchmark
    public void callInContext() {
        dispatcher.inRequestContext(() -> observer.on(message));
    }

    /** With {@code request-context = false}. */
    @Benchmark
    public void fire() {
        spared.notify(message, ObserverBenchmark::fail);
    }

    /** As it is unless configured otherwise. */
    @Benchmark
    public void fireInContext() {
        inContext.notify(message, ObserverBenchmark::fail);
    }

    /** The baseline of payloads: JSON-B and a call. */
    @Benchmark
    public void readPayload() {
        observer.on(jsonb.fromJson(QUOTE, Quote.class));
    }

    /** The baseline of payloads in a request context. */
    @Benchmark
    public void readPayloadInContext() {
        dispatcher.inRequestContext(() -> observer.on(jsonb.fromJson(QUOTE, Quote.class)));
    }

    /** A payload, with {@code request-context = false}. */
    @Benchmark
    public void firePayload() {
        spared.notify(quote, ObserverBenchmark::fail);
    }

    /** A payload, as it is unless configured otherwise. */
    @Benchmark
    public void firePayloadInContext() {
        inContext.notify(quote, ObserverBenchmark::fail);
    }
}
