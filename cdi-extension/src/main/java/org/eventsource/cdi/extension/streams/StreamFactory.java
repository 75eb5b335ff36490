package org.eventsource.cdi.extension.streams;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.eventsource.cdi.extension.config.Setting.EXECUTOR;
import static org.eventsource.cdi.extension.config.Setting.REQUEST_CONTEXT;
import static org.eventsource.cdi.extension.config.Setting.SKIP_EMPTY;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.Event;
import org.eventsource.cdi.extension.config.RecentlyUsed;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.model.Audience;
import org.eventsource.cdi.extension.model.PayloadReceiver;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.observers.ApplicationBean;
import org.eventsource.cdi.extension.observers.AsyncObservers;
import org.eventsource.cdi.extension.observers.Deliveries;
import org.eventsource.cdi.extension.observers.FailureReports;
import org.eventsource.cdi.extension.observers.ObserverCalls;
import org.eventsource.cdi.extension.observers.PayloadReaders;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.observers.UnseenTypes;
import org.eventsource.cdi.extension.streams.PassivatedHandle.Opened;
import org.eventsource.cdi.extension.threads.ContainerThreads;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.cdi.extension.threads.NamedExecutors;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.spi.ForeignText;
import org.eventsource.spi.ScriptedTransport;

/** Creates the streams of one application. */
public final class StreamFactory {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final SharedResources resources;
    private final ContainerThreads threads;
    private final NamedExecutors executors;
    private final StreamDispatcher dispatcher;
    private final PayloadReaders readers;
    private final Function<PayloadReceiver, Set<Class<?>>> classes;
    private final ClientBeans clients;
    private final List<ApplicationBean<ScriptedTransport>> scripted;
    private final StreamMonitors monitors;
    private final CursorStores cursors;
    private final RecentlyUsed<StreamLog> logs = new RecentlyUsed<>();

    /**
     * @param resources use threads of {@code threads}
     * @param classes returns the classes of the payload of an observer
     * @param clients the HTTP clients of the application
     * @param scripted the bean that replaces HTTP and the clock, or none
     * @param monitors are notified of what happens to streams with shared connections
     * @param cursors the cursors of streams with observers
     */
    public StreamFactory(
            SharedResources resources,
            ContainerThreads threads,
            NamedExecutors executors,
            StreamDispatcher dispatcher,
            PayloadReaders readers,
            Function<PayloadReceiver, Set<Class<?>>> classes,
            ClientBeans clients,
            List<ApplicationBean<ScriptedTransport>> scripted,
            StreamMonitors monitors,
            CursorStores cursors) {
        this.resources = resources;
        this.threads = threads;
        this.executors = executors;
        this.dispatcher = dispatcher;
        this.readers = readers;
        this.classes = classes;
        this.clients = clients;
        this.scripted = scripted;
        this.monitors = monitors;
        this.cursors = cursors;
    }

    /** Creates a stream with observers. */
    SharedStream observed(StreamSettings settings, Audience audience) {
        Gate gate = new Gate();
        StreamLog log = log(settings);
        StreamObservers observers = observers(settings, audience, gate);
        return new SharedStream(
                settings,
                log,
                () -> customized(settings, log, gate),
                executor(settings),
                observers,
                gate,
                monitors,
                new StreamHandling(settings, audience, observers, cursors, gate, this::blockingThread),
                Opened.BY_KEY);
    }

    private StreamObservers observers(StreamSettings settings, Audience audience, Gate gate) {
        return observers(settings.name(), settings.get(REQUEST_CONTEXT), settings.get(SKIP_EMPTY), audience, gate);
    }

    /** The factory is looked up for each thread, because the container's threads are chosen later. */
    private Thread blockingThread(Runnable task) {
        return threads.blocking().factory().newThread(task);
    }

    /** Creates the observers of a stream that the application fires itself. */
    StreamObservers observers(Audience audience, boolean skipEmpty, Gate gate) {
        return observers(StreamName.of(audience.key()), true, skipEmpty, audience, gate);
    }

    private StreamObservers observers(
            String name, boolean requestContext, boolean skipEmpty, Audience audience, Gate gate) {
        AsyncObservers async = new AsyncObservers(this::blockingThread, gate);
        ObserverCalls calls = new ObserverCalls(requestContext ? dispatcher::inRequestContext : Runnable::run, async);
        return new StreamObservers(
                new Deliveries(audience, classes, dispatcher),
                readers,
                calls,
                new FailureReports(name, calls),
                new UnseenTypes(name, audience.namedTypes(), line -> LOGGER.log(INFO, line)),
                skipEmpty);
    }

    /** Creates a stream that only handles use. */
    SharedStream unobserved(StreamSettings settings) {
        Gate gate = new Gate();
        StreamLog log = log(settings);
        return unshared(settings, log, () -> customized(settings, log, gate), gate, Opened.BY_KEY);
    }

    /**
     * Creates a stream that only one handle uses, with changes to its settings. A program opened it, so it is not
     * opened again after an answer that closes it.
     */
    SharedStream changed(StreamSettings settings, List<Consumer<SourceBuilder>> changes) {
        Gate gate = new Gate();
        StreamLog log = log(settings);
        Supplier<SourceBuilder> builders = () -> {
            SourceBuilder builder = customized(settings, log, gate).reopenAfter(Duration.ZERO);
            changes.forEach(change -> change.accept(builder));
            return builder;
        };
        return unshared(settings, log, builders, gate, Opened.WITH_CHANGES);
    }

    /** Creates a builder of sources whose messages are taken, with changes to the settings. */
    SourceBuilder pulled(
            StreamSettings settings, Listeners listeners, List<Consumer<SourceBuilder>> changes, Gate gate) {
        StreamLog log = log(settings);
        Listeners called = listeners.copy(log.ofListeners(settings.name()));
        SourceBuilder builder = customized(settings, log, gate)
                .reopenAfter(Duration.ZERO)
                .addEventListener(Event.class, event -> gate.run(() -> called.dispatch(event)));
        changes.forEach(change -> change.accept(builder));
        return builder;
    }

    /** Creates a builder of sources whose messages the subscribers of an injected publisher take. */
    SourceBuilder published(StreamSettings settings, Gate gate) {
        return customized(settings, log(settings), gate);
    }

    /** Creates a stream that only one handle uses. The application's customizers are not called for it. */
    SharedStream uncustomized(StreamSettings settings) {
        StreamLog log = log(settings);
        return unshared(settings, log, () -> plain(settings, log), new Gate(), Opened.BY_URL);
    }

    private SharedStream unshared(
            StreamSettings settings, StreamLog log, Supplier<SourceBuilder> builders, Gate gate, Opened opened) {
        return new SharedStream(
                settings, log, builders, executor(settings), null, gate, StreamMonitors.NONE, null, opened);
    }

    /** Creates a builder with the settings. It calls the application's customizers for each request. */
    private SourceBuilder customized(StreamSettings settings, StreamLog log, Gate gate) {
        SourceBuilder builder = plain(settings, log).additions(new CustomizedRequest(settings, dispatcher, gate));
        clients.apply(settings.key(), builder);
        return builder;
    }

    /** Creates a builder with the settings. */
    SourceBuilder plain(StreamSettings settings) {
        return plain(settings, log(settings));
    }

    private SourceBuilder plain(StreamSettings settings, StreamLog log) {
        SourceBuilder builder = settings.builder(resources);
        settings.outageWarning().ifPresent(warning -> builder.log(url -> log.ofSource(settings.key(), url, warning)));
        settings.find(EXECUTOR).ifPresent(name -> builder.containerExecutor(executors.bound(name)));
        scripted.forEach(bean -> builder.scripted(settings.key(), bean.get()));
        return builder;
    }

    private StreamLog log(StreamSettings settings) {
        StreamLog ofKey = logs.computeIfAbsent(settings.key(), key -> new StreamLog());
        return settings.location().hasNames() ? ofKey.ofUrl() : ofKey;
    }

    /**
     * Prepares the readers of payloads, finds the HTTP clients of streams, and reports their problems. Called after the
     * application has started.
     */
    void start(Collection<StreamSettings> streams, Function<String, Audience> audiences, Problems problems) {
        readers.start(problems);
        cursors.check(
                streams.stream()
                        .sorted(Comparator.comparing(StreamSettings::key))
                        .toList(),
                audiences,
                problems::add);
        streams.stream()
                .sorted(Comparator.comparing(StreamSettings::key))
                .forEach(settings -> clients.check(settings.key(), settings.builder(resources), problems::add));
    }

    /**
     * Closes the application's HTTP clients, which no closed stream needs. A disposer may need the application, so this
     * has to be called before the end of its stop.
     */
    void closeClients() {
        close(clients::close);
    }

    /** Closes the readers of payloads and the threads. No event is dispatched afterwards. */
    void close() {
        List.<Runnable>of(cursors::close, readers::close, clients::close, monitors::close, threads::close)
                .forEach(StreamFactory::close);
    }

    /** What fails to close must not keep the rest open. */
    private static void close(Runnable closing) {
        try {
            closing.run();
        } catch (RuntimeException e) {
            LOGGER.log(WARNING, "A part of the streams could not be closed", ForeignText.of(e));
        }
    }

    /** Returns an executor that runs tasks as the sources of the stream do. */
    private Executor executor(StreamSettings settings) {
        ApplicationExecutor executor = applicationExecutor(settings);
        return task -> executor.execute(
                task,
                rejected -> LOGGER.log(
                        WARNING,
                        "%s: there is no thread to notify a listener that the stream is open or has ended"
                                .formatted(settings.name()),
                        ForeignText.of(rejected)));
    }

    /** Returns the executor that runs the listeners of the stream. */
    ApplicationExecutor applicationExecutor(StreamSettings settings) {
        return settings.find(EXECUTOR)
                .map(name -> resources.containerExecutor(executors.get(name)))
                .orElseGet(this::applicationExecutor);
    }

    /** Returns the executor that runs listeners of streams for which no other one is set. */
    ApplicationExecutor applicationExecutor() {
        return resources.waitingFor(task -> threads.executor().execute(task));
    }
}
