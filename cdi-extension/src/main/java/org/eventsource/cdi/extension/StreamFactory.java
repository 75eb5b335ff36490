package org.eventsource.cdi.extension;

import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;

/** Puts streams together. */
final class StreamFactory {

    private final SharedResources resources;
    private final ContainerThreads threads;
    private final NamedExecutors executors;
    private final StreamDispatcher dispatcher;
    private final PayloadReaders readers;
    private final Function<String, Class<?>> classes;
    private final Dispatches dispatches;

    /** With resources that take their threads from those given, and with the classes of payloads by their names. */
    StreamFactory(
            SharedResources resources,
            ContainerThreads threads,
            NamedExecutors executors,
            StreamDispatcher dispatcher,
            PayloadReaders readers,
            Function<String, Class<?>> classes,
            Dispatches dispatches) {
        this.resources = resources;
        this.threads = threads;
        this.executors = executors;
        this.dispatcher = dispatcher;
        this.readers = readers;
        this.classes = classes;
        this.dispatches = dispatches;
    }

    /** A stream that is observed. */
    SharedStream observed(StreamSettings settings, Audience audience) {
        Executor executor = executor(settings);
        // Asked for when needed: the container's threads are chosen later.
        AsyncObservers async =
                new AsyncObservers(task -> threads.readers().factory().newThread(task), dispatches);
        ObserverCalls calls = new ObserverCalls(
                settings.options().requestContext() ? dispatcher::inRequestContext : Runnable::run, async);
        StreamObservers observers = new StreamObservers(
                new Deliveries(audience, classes, dispatcher),
                readers,
                calls,
                new ObserverFailures(settings.name(), calls));
        return new SharedStream(settings, () -> customized(settings), executor, observers, dispatches);
    }

    /** A stream of handles alone. */
    SharedStream unobserved(StreamSettings settings) {
        return unobserved(settings, () -> customized(settings));
    }

    /** A stream of handles alone, whose sources another builder makes. */
    SharedStream unobserved(StreamSettings settings, Supplier<SourceBuilder> builders) {
        return new SharedStream(settings, builders, executor(settings), null, dispatches);
    }

    /** As configured, with what the application's beans add to each request. */
    SourceBuilder customized(StreamSettings settings) {
        return plain(settings).requestHeaders(new CustomizedHeaders(settings, dispatcher, dispatches));
    }

    /** As configured. */
    SourceBuilder plain(StreamSettings settings) {
        SourceBuilder builder = settings.builder(resources);
        settings.executor()
                .ifPresent(name -> builder.executor(executors.get(name).bound()));
        return builder;
    }

    /** Gives back what was made for payloads and for threads; nothing is dispatched any more. */
    void close() {
        readers.close();
        threads.close();
    }

    private Executor executor(StreamSettings settings) {
        return settings.executor()
                .<Executor>map(executors::get)
                .orElse(task -> threads.dispatch().execute(task));
    }
}
