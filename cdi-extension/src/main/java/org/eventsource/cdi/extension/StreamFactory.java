package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.Dispatch;

/** Puts streams together. */
final class StreamFactory {

    /** Of what operators see of streams. */
    private static final System.Logger STREAM = System.getLogger("org.eventsource.stream");

    private static final System.Logger LOGGER = System.getLogger(StreamFactory.class.getPackageName());

    private final SharedResources resources;
    private final ContainerThreads threads;
    private final NamedExecutors executors;
    private final StreamDispatcher dispatcher;
    private final PayloadReaders readers;
    private final Function<ObserverDeclaration, Set<Class<?>>> classes;
    private final Dispatches dispatches;

    /**
     * With resources that take their threads from those given, and with the classes of payloads by who observes them.
     */
    StreamFactory(
            SharedResources resources,
            ContainerThreads threads,
            NamedExecutors executors,
            StreamDispatcher dispatcher,
            PayloadReaders readers,
            Function<ObserverDeclaration, Set<Class<?>>> classes,
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
        return new SharedStream(
                settings,
                () -> customized(settings),
                executor(settings),
                observers(settings.name(), settings.options(), audience),
                dispatches);
    }

    /** The observers of a stream that the application fires itself. */
    StreamObservers observers(Audience audience) {
        return observers(StreamName.of(audience.key()), StreamOptions.DEFAULT, audience);
    }

    private StreamObservers observers(String name, StreamOptions options, Audience audience) {
        // Asked for when needed: the container's threads are chosen later.
        AsyncObservers async =
                new AsyncObservers(task -> threads.readers().factory().newThread(task), dispatches);
        ObserverCalls calls =
                new ObserverCalls(options.requestContext() ? dispatcher::inRequestContext : Runnable::run, async);
        return new StreamObservers(
                new Deliveries(audience, classes, dispatcher),
                readers,
                calls,
                new ObserverFailures(name, calls),
                new UnseenTypes(name, audience.namedTypes(), line -> STREAM.log(INFO, line)),
                options.skipEmpty());
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

    /** Prepares what reads payloads, and reports what is wrong with it. The application has started. */
    void start(Problems problems) {
        readers.start(problems);
    }

    /** Gives back what was made for payloads and for threads; nothing is dispatched any more. */
    void close() {
        readers.close();
        threads.close();
    }

    private Executor executor(StreamSettings settings) {
        return settings.executor()
                .map(name -> asked(name, settings))
                .orElse(task -> threads.dispatch().execute(task));
    }

    /** As sources ask it: it may run a task on the thread that brings it, or keep that thread. */
    private Executor asked(String name, StreamSettings settings) {
        Dispatch dispatch = resources.dispatch(executors.get(name));
        return task -> dispatch.execute(
                task,
                rejected -> LOGGER.log(
                        WARNING,
                        "%s: the executor %s does not run what tells a listener that it is open, or has ended"
                                .formatted(settings.name(), name),
                        rejected));
    }
}
