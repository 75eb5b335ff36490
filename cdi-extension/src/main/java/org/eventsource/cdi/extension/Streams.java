package org.eventsource.cdi.extension;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eventsource.EventSource;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;

/** The streams of one application, from its start to its stop. */
final class Streams {

    private static final System.Logger LOGGER = System.getLogger(Streams.class.getPackageName());
    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    private final StreamModel model;
    private final StreamDispatcher dispatcher;
    private final SharedResources resources;
    private final ContainerThreads threads;
    private final Dispatches dispatches = new Dispatches();
    private final Map<String, SharedStream> streams = new LinkedHashMap<>();

    /** With resources that take their threads from those given. */
    Streams(
            StreamModel model,
            Collection<StreamSettings> settings,
            StreamDispatcher dispatcher,
            SharedResources resources,
            ContainerThreads threads) {
        this.model = model;
        this.dispatcher = dispatcher;
        this.resources = resources;
        this.threads = threads;
        settings.forEach(each -> streams.put(each.key(), stream(each)));
    }

    private SharedStream stream(StreamSettings settings) {
        Executor executor = settings.executor()
                .<Executor>map(NamedExecutor::new)
                .orElse(task -> threads.dispatch().execute(task));
        StreamObservers observers =
                new StreamObservers(settings.name(), model.audience(settings.key()), dispatcher, executor, dispatches);
        return new SharedStream(settings, () -> builder(settings, executor), executor, observers, dispatches);
    }

    private SourceBuilder builder(StreamSettings settings, Executor executor) {
        SourceBuilder builder = settings.builder(resources);
        if (executor instanceof NamedExecutor named) {
            builder.executor(named.bound());
        }
        return builder;
    }

    /** A handle of its own for whoever asks. */
    EventSource handle(String key) {
        SharedStream stream = streams.get(key);
        if (stream == null) {
            throw new IllegalArgumentException("No such stream in this application: " + StreamName.of(key));
        }
        return new StreamHandle(stream);
    }

    /** Opens what has observers, without waiting: what answers may be this application, once it has started. */
    void start() {
        if (!streams.isEmpty()) {
            threads.choose();
        }
        streams.values().stream().filter(SharedStream::isObserved).forEach(Streams::open);
    }

    private static void open(SharedStream stream) {
        try {
            stream.openForObservers();
        } catch (RuntimeException e) {
            LOGGER.log(ERROR, "%s: cannot be opened; its observers hear nothing".formatted(stream.name()), e);
        }
    }

    /** Closes everything, and gives what runs a moment to end. May be called again. */
    void stop() {
        dispatches.stop();
        streams.values().forEach(SharedStream::stop);
        if (!dispatches.awaitEnd(STOP_TIME)) {
            LOGGER.log(
                    WARNING,
                    "An observer or listener of a stream still runs %d s after the stop of the application"
                            .formatted(STOP_TIME.toSeconds()));
        }
    }
}
