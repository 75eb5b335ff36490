package org.eventsource.cdi.extension.streams;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.extension.config.Setting;
import org.eventsource.cdi.extension.config.SettingsReader;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.PublisherDeclaration;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.threads.ContainerThreads;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.cdi.extension.threads.NamedExecutors;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.pull.Sources;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.transport.Shown;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.spi.ForeignText;

/**
 * The streams of one application, from its start to its stop. The class is public because it is a bean. It is not API.
 */
public final class Streams {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);
    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    /** A call that needs longer may never end. */
    private static final Duration LATE_STOP_TIME = Duration.ofMinutes(5);

    private final StreamModel model;
    private final Map<String, StreamSettings> declared;
    private final SettingsReader reader;
    private final StreamFactory factory;
    private final ContainerThreads threads;
    private final NamedExecutors executors;
    private final StreamRegistry registry;
    private final Pulls pulls;
    private final Publishers publishers;

    /** The observers of payloads of the application's own streams, by key. */
    private final Map<String, StreamObservers> relays;

    /** The messages that the application fires for its own streams, by key. */
    private final Map<String, FiredMessages> fired;

    private final Gate relayGate = new Gate();
    private final LateClasses lateClasses = new LateClasses();

    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * @param declared the settings of the streams of the model
     * @param skipping the keys of the application's own streams whose payload observers miss empty messages
     * @param reader reads the settings of other streams
     */
    public Streams(
            StreamModel model,
            List<StreamSettings> declared,
            Set<String> skipping,
            SettingsReader reader,
            StreamFactory factory,
            ContainerThreads threads,
            NamedExecutors executors) {
        this.model = model;
        this.declared =
                declared.stream().collect(Collectors.toUnmodifiableMap(StreamSettings::key, Function.identity()));
        this.reader = reader;
        this.factory = factory;
        this.threads = threads;
        this.executors = executors;
        this.registry = new StreamRegistry(declared.stream().map(this::observed).toList());
        this.pulls = new Pulls(registry::attach);
        this.publishers = new Publishers(factory, pulls, registry::attach);
        this.relays = model.relayedKeys().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        key -> factory.observers(model.relayedAudience(key), skipping.contains(key), relayGate)));
        this.fired = model.relayedKeys().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), key -> new FiredMessages()));
    }

    private SharedStream observed(StreamSettings settings) {
        return factory.observed(settings, model.audience(settings.key()));
    }

    /** Creates a handle on the stream with this key. */
    public EventSource handle(String key) {
        StreamSettings settings = settings(key);
        checkFilled(settings);
        return handle(settings, noListeners());
    }

    private static void checkFilled(StreamSettings settings) {
        if (settings.location().hasNames()) {
            throw new IllegalArgumentException("key: the path of %s has %s; call builder(key) and path(name, value)"
                    .formatted(
                            StreamName.of(settings.key()), settings.location().unfilled()));
        }
    }

    /** Returns the key for a stored key, which may be a digest. */
    private String restored(String key) {
        if (!StoredKey.isDigest(key)) {
            return key;
        }
        Set<String> keys = new HashSet<>(declared.keySet());
        registry.streams().forEach(stream -> keys.add(stream.key()));
        return StoredKey.find(key, keys)
                .orElseThrow(() -> new IllegalArgumentException("key: a digest was stored, as the key may hold a"
                        + " secret, and no stream that is declared or open has a key with that digest"));
    }

    /**
     * Creates a handle for an injection point, which may have been found after the deployment.
     *
     * @throws IllegalArgumentException if the key has no URL, or if one of its settings is invalid
     */
    public EventSource injected(InjectionDeclaration injection) {
        StreamSettings known = declared.get(injection.key());
        return handle(known == null ? reader.read(injection) : known, noListeners());
    }

    /**
     * Creates a publisher for an injection point, which may have been found after the deployment.
     *
     * @param type the class of what is published
     * @throws IllegalArgumentException if the key has no URL, or if one of its settings is invalid
     */
    public Flow.Publisher<?> publisher(PublisherDeclaration publisher, Class<?> type) {
        String key = publisher.key();
        if (isProvided(key)) {
            return publishers.fired(
                    publisher,
                    requireNonNull(fired.get(key), key),
                    new SubscriberPayloads(requireNonNull(relays.get(key), key), relayGate),
                    type);
        }
        StreamSettings known = declared.get(key);
        StreamSettings settings = known == null ? reader.read(publisher.injection()) : known;
        checkFilled(settings);
        return settings.get(Setting.SHARED)
                ? publishers.shared(
                        publisher, settings, listeners -> handle(settings, listeners), registry.declared(key), type)
                : publishers.unshared(publisher, settings, registry.declared(key), type);
    }

    private StreamHandle handle(StreamSettings settings, Listeners listeners) {
        return settings.get(Setting.SHARED)
                ? registry.handle(settings.key(), () -> observed(settings), listeners)
                : registry.handle(factory.unobserved(settings), listeners);
    }

    /**
     * Returns the settings of the stream with this key.
     *
     * @throws IllegalArgumentException if the key has no URL, or if one of its settings is invalid
     */
    private StreamSettings settings(String keyOrDigest) {
        String key = restored(keyOrDigest);
        StreamSettings known = declared.get(key);
        return known == null ? reader.read(key) : known;
    }

    /**
     * Passes a message that the application fired for its own stream to the observers of payloads and to the
     * subscribers of publishers.
     *
     * @param qualifiers the qualifiers of the fired event; without {@link EventType} the type of the message is used
     * @param async whether it was fired to asynchronous observers
     */
    public void relay(String key, MessageEvent message, Set<Annotation> qualifiers, boolean async) {
        StreamObservers observers = relays.get(key);
        if (observers != null) {
            String type = qualifiers.stream()
                    .filter(EventType.class::isInstance)
                    .map(qualifier -> ((EventType) qualifier).value())
                    .findAny()
                    .orElse(message.type());
            relayGate.run(() -> {
                requireNonNull(fired.get(key)).add(message, type);
                observers.relay(message, type, async);
            });
        }
    }

    boolean isProvided(String key) {
        return model.provided().contains(key);
    }

    EventSource.Builder builder(String key) {
        StreamSettings settings = settings(key);
        return new StreamBuilder(factory.plain(settings), new StreamBuilder.Opening() {
            @Override
            public EventSource open(Listeners listeners, UrlTemplate url, List<Consumer<SourceBuilder>> changes) {
                return Streams.this.open(settings.at(url), listeners, changes);
            }

            @Override
            public Sources sources(Listeners listeners, UrlTemplate url, List<Consumer<SourceBuilder>> changes) {
                return pulls.ofApplication(factory.pulled(settings.at(url), listeners, changes, pulls.newGate())
                        .sources());
            }
        });
    }

    /**
     * Opens a handle. If the path has values that were given at run time or settings were changed, the handle has its
     * own stream.
     */
    private EventSource open(StreamSettings settings, Listeners listeners, List<Consumer<SourceBuilder>> changes) {
        settings.url();
        StreamHandle handle = changes.isEmpty() && !settings.location().hasNames()
                ? handle(settings, listeners)
                : registry.handle(factory.changed(settings, changes), listeners);
        return attached(handle);
    }

    /** Opens a stream that has no configuration. */
    EventSource open(URI url) {
        return attached(plain(url));
    }

    /** Creates a handle on a stream that has no configuration. */
    StreamHandle plain(URI url) {
        StreamSettings settings = StreamSettings.plain(url);
        factory.plain(settings);
        return registry.handle(factory.uncustomized(settings), noListeners());
    }

    private static EventSource attached(StreamHandle handle) {
        try {
            handle.attach();
        } catch (RuntimeException | Error e) {
            handle.close();
            throw e;
        }
        return handle;
    }

    private static Listeners noListeners() {
        return new Listeners((event, failure, reports) -> {});
    }

    /**
     * Opens a closed stream again.
     *
     * @throws IllegalArgumentException if no stream with this key has observers or handles
     */
    void reopen(String key) {
        if (!registry.reopen(key)) {
            throw new IllegalArgumentException("key: no " + StreamName.of(key)
                    + " to open again: nobody observes it, and no source of it is in use");
        }
    }

    /**
     * Pauses or resumes a stream.
     *
     * @throws IllegalArgumentException if no stream with this key has observers or handles
     */
    void pause(String key, boolean paused) {
        if (!registry.pause(key, paused)) {
            throw new IllegalArgumentException("key: no " + StreamName.of(key) + (paused ? " to pause" : " to resume")
                    + ": nobody observes it, and no source of it is in use");
        }
    }

    /** Returns the cursor of the observers of a stream; empty if it has none, or none yet. */
    Optional<String> cursor(String key) {
        return withCursor(key).cursor();
    }

    /** Sets the cursor of the observers of a stream by hand. */
    void moveCursor(String key, String lastEventId) {
        withCursor(key).moveCursor(lastEventId);
    }

    private SharedStream withCursor(String key) {
        return registry.declared(key)
                .filter(SharedStream::isObserved)
                .orElseThrow(() -> new IllegalArgumentException(
                        "key: nobody observes " + StreamName.of(key) + ", so it has no cursor of its own"));
    }

    /** Returns the streams with a key. */
    List<SharedStream> streams() {
        return registry.streams();
    }

    /**
     * Allows handles to attach. It must not be called earlier: where a build starts an application, neither threads nor
     * beans are ready before.
     */
    public void begin() {
        registry.begin();
    }

    /**
     * Opens the streams that have observers, without blocking: the server may be this application, which has not
     * started yet. The threads are always chosen here, because a later lookup would use the context of its caller. The
     * method does nothing if it is called again.
     *
     * @throws DeploymentException if an executor is missing, or if the application's bean cannot decode its payloads
     */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        threads.choose();
        check();
        registry.streams().forEach(Streams::start);
    }

    /** Checks executors and beans. Called at the start, because some containers have neither names nor beans before. */
    private void check() {
        Problems problems = new Problems();
        factory.start(declared.values(), model::audience, problems);
        declared.values().stream()
                .flatMap(settings -> settings
                        .find(Setting.EXECUTOR)
                        .filter(name -> !executors.isBound(name))
                        .map(name -> "%s: executor: JNDI has no executor named %s"
                                .formatted(settings.name(), Shown.of(name)))
                        .stream())
                .sorted()
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new DeploymentException(problems.report());
        }
    }

    private static void start(SharedStream stream) {
        try {
            stream.start();
        } catch (RuntimeException e) {
            LOGGER.log(
                    ERROR,
                    "%s: cannot be opened; its observers receive no events".formatted(stream.name()),
                    ForeignText.of(e));
        }
    }

    /**
     * Closes everything, and waits at most 5 s for running calls. What a longer call may need is closed later. Does
     * nothing if it is called again.
     */
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        lateClasses.load();
        relayGate.close();
        List<SharedStream> stopping = registry.stop();
        pulls.stop();
        relays.values().forEach(StreamObservers::stop);
        if (haveEnded(stopping, STOP_TIME)) {
            factory.close();
        } else {
            LOGGER.log(
                    WARNING,
                    "An observer, listener or customizer of a stream still runs %d s after the stop of the application"
                            .formatted(STOP_TIME.toSeconds()));
            factory.closeClients();
            closeLate(stopping);
        }
    }

    /** Closes the rest when the running calls have ended. The threads of the container may be gone then. */
    private void closeLate(List<SharedStream> stopping) {
        Runnable close = () -> {
            if (haveEnded(stopping, LATE_STOP_TIME)) {
                factory.close();
            }
        };
        Thread waiting = new Thread(close, "eventsource-stop");
        waiting.setDaemon(true);
        waiting.start();
    }

    /** Returns whether all calls of streams, of relays and of pulled sources into the application end in time. */
    private boolean haveEnded(List<SharedStream> stopping, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return stopping.stream().allMatch(stream -> stream.awaitEnd(left(end)))
                && relayGate.awaitEnd(left(end))
                && pulls.awaitEnd(left(end));
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
