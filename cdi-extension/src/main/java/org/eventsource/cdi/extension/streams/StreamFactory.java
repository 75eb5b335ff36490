package org.eventsource.cdi.extension.streams;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.eventsource.cdi.extension.config.Setting.EXECUTOR;
import static org.eventsource.cdi.extension.config.Setting.REQUEST_CONTEXT;
import static org.eventsource.cdi.extension.config.Setting.SKIP_EMPTY;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.model.Audience;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.observers.AsyncObservers;
import org.eventsource.cdi.extension.observers.Deliveries;
import org.eventsource.cdi.extension.observers.ObserverCalls;
import org.eventsource.cdi.extension.observers.ObserverFailures;
import org.eventsource.cdi.extension.observers.PayloadReaders;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.observers.UnseenTypes;
import org.eventsource.cdi.extension.threads.ContainerThreads;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.cdi.extension.threads.NamedExecutors;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.transport.ApplicationExecutor;

/** Puts streams together. */
public final class StreamFactory {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final SharedResources resources;
    private final ContainerThreads threads;
    private final NamedExecutors executors;
    private final StreamDispatcher dispatcher;
    private final PayloadReaders readers;
    private final Function<ObserverDeclaration, Set<Class<?>>> classes;

    /**
     * A factory for the streams of one application.
     *
     * @param resources take their threads from {@code threads}
     * @param classes the classes of the payloads of an observer
     */
    public StreamFactory(
            SharedResources resources,
            ContainerThreads threads,
            NamedExecutors executors,
            StreamDispatcher dispatcher,
            PayloadReaders readers,
            Function<ObserverDeclaration, Set<Class<?>>> classes) {
        this.resources = resources;
        this.threads = threads;
        this.executors = executors;
        this.dispatcher = dispatcher;
        this.readers = readers;
        this.classes = classes;
    }

    /** A stream that is observed. */
    SharedStream observed(StreamSettings settings, Audience audience) {
        Gate gate = new Gate();
        return new SharedStream(
                settings,
                () -> customized(settings, gate),
                executor(settings),
                observers(settings, audience, gate),
                gate);
    }

    private StreamObservers observers(StreamSettings settings, Audience audience, Gate gate) {
        return observers(settings.name(), settings.get(REQUEST_CONTEXT), settings.get(SKIP_EMPTY), audience, gate);
    }

    /** The observers of a stream that the application fires itself. */
    StreamObservers observers(Audience audience, Gate gate) {
        return observers(StreamName.of(audience.key()), true, false, audience, gate);
    }

    private StreamObservers observers(
            String name, boolean requestContext, boolean skipEmpty, Audience audience, Gate gate) {
        // Asked for when needed: the container's threads are chosen later.
        AsyncObservers async =
                new AsyncObservers(task -> threads.blocking().factory().newThread(task), gate);
        ObserverCalls calls = new ObserverCalls(requestContext ? dispatcher::inRequestContext : Runnable::run, async);
        return new StreamObservers(
                new Deliveries(audience, classes, dispatcher),
                readers,
                calls,
                new ObserverFailures(name, calls),
                new UnseenTypes(name, audience.namedTypes(), line -> LOGGER.log(INFO, line)),
                skipEmpty);
    }

    /** A stream that only handles use. */
    SharedStream unobserved(StreamSettings settings) {
        Gate gate = new Gate();
        return new SharedStream(settings, () -> customized(settings, gate), executor(settings), null, gate);
    }

    /**
     * A stream that only one handle uses, with changes to its settings. The application asked for it, so it is not
     * opened again after an answer that closes it.
     */
    SharedStream changed(StreamSettings settings, List<Consumer<SourceBuilder>> changes) {
        Gate gate = new Gate();
        Supplier<SourceBuilder> builders = () -> {
            SourceBuilder builder = customized(settings, gate).reopenAfter(Duration.ZERO);
            changes.forEach(change -> change.accept(builder));
            return builder;
        };
        return new SharedStream(settings, builders, executor(settings), null, gate);
    }

    /** A stream that only one handle uses, without what the application's beans add to requests. */
    SharedStream uncustomized(StreamSettings settings) {
        return new SharedStream(settings, () -> plain(settings), executor(settings), null, new Gate());
    }

    /** A builder with the settings, and with what the application's beans add to each request. */
    private SourceBuilder customized(StreamSettings settings, Gate gate) {
        return plain(settings).requestHeaders(new CustomizedHeaders(settings, dispatcher, gate));
    }

    /** A builder with the settings. */
    SourceBuilder plain(StreamSettings settings) {
        SourceBuilder builder = settings.builder(resources);
        settings.find(EXECUTOR)
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
        return settings.find(EXECUTOR)
                .map(name -> asked(name, settings))
                .orElse(task -> threads.executor().execute(task));
    }

    /** As sources ask it: it may run a task on the thread that brings it, or keep that thread. */
    private Executor asked(String name, StreamSettings settings) {
        ApplicationExecutor executor = resources.executor(executors.get(name));
        return task -> executor.execute(
                task,
                rejected -> LOGGER.log(
                        WARNING,
                        "%s: the executor %s does not run what tells a listener that it is open, or has ended"
                                .formatted(settings.name(), name),
                        rejected));
    }
}
