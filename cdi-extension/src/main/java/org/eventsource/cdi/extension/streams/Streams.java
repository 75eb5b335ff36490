package org.eventsource.cdi.extension.streams;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.observers.StreamObservers;
import org.eventsource.cdi.extension.threads.ContainerThreads;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.cdi.extension.threads.NamedExecutors;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.source.LogSettings;

/** The streams of one application, from its start to its stop. Public as a bean; nothing of it is for others. */
public final class Streams {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);
    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    private final StreamModel model;
    private final Map<String, StreamSettings> declared;
    private final SettingsReader reader;
    private final StreamFactory factory;
    private final ContainerThreads threads;
    private final NamedExecutors executors;
    private final StreamRegistry registry;

    /** The observers of payloads of the application's own streams, by their keys. */
    private final Map<String, StreamObservers> relays;

    private final Gate relayGate = new Gate();

    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * With what is configured of the streams of a model.
     *
     * @param reader of what is configured of others
     */
    public Streams(
            StreamModel model,
            List<StreamSettings> declared,
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
        this.relays = model.relayedKeys().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), key -> factory.observers(model.relayedAudience(key), relayGate)));
    }

    private SharedStream observed(StreamSettings settings) {
        return factory.observed(settings, model.audience(settings.key()));
    }

    /** A handle of its own for whoever asks. */
    public EventSource handle(String key) {
        StreamSettings settings = settings(key);
        if (settings.location().hasNames()) {
            throw new IllegalArgumentException("key: the path of %s has %s; call builder(key) and path(name, value)"
                    .formatted(StreamName.of(key), settings.location().unfilled()));
        }
        return handle(settings, noListeners());
    }

    /** The key that was stored, or that has this digest. */
    private String asked(String key) {
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
     * A handle for an injection point, which may have been found after the deployment.
     *
     * @throws IllegalArgumentException if the key has no URL, or if a setting of it means nothing
     */
    public EventSource injected(InjectionDeclaration injection) {
        StreamSettings known = declared.get(injection.key());
        return handle(known == null ? reader.read(injection) : known, noListeners());
    }

    private StreamHandle handle(StreamSettings settings, Listeners listeners) {
        return settings.get(Setting.SHARED)
                ? registry.handle(settings.key(), () -> observed(settings), listeners)
                : registry.handle(factory.unobserved(settings), listeners);
    }

    /**
     * What is configured for a key.
     *
     * @throws IllegalArgumentException if that is no URL, or means nothing
     */
    private StreamSettings settings(String asked) {
        String key = asked(asked);
        StreamSettings known = declared.get(key);
        return known == null ? reader.read(key) : known;
    }

    /**
     * Decodes what the application has fired for a stream of its own, for the observers of payloads.
     *
     * @param qualifiers what it was fired with; without {@link EventType} the type of the message counts
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
            relayGate.run(() -> observers.relay(message, type, async));
        }
    }

    boolean isProvided(String key) {
        return model.provided().contains(key);
    }

    EventSource.Builder builder(String key) {
        StreamSettings settings = settings(key);
        return new StreamBuilder(
                factory.plain(settings), (listeners, url, changes) -> open(settings.at(url), listeners, changes));
    }

    /** Where the path has values that were given at run time, a stream of the handle's own. */
    private EventSource open(StreamSettings settings, Listeners listeners, List<Consumer<SourceBuilder>> changes) {
        settings.url();
        StreamHandle handle = changes.isEmpty() && !settings.location().hasNames()
                ? handle(settings, listeners)
                : registry.handle(factory.changed(settings, changes), listeners);
        return attached(handle);
    }

    /** Opens what nothing is configured for. */
    EventSource open(URI url) {
        StreamSettings settings = StreamSettings.plain(url);
        factory.plain(settings);
        return attached(registry.handle(factory.uncustomized(settings), noListeners()));
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
     * Opens a stream again that is closed.
     *
     * @throws IllegalArgumentException if nobody observes a stream with this key or holds a handle on it
     */
    void reopen(String key) {
        if (!registry.reopen(key)) {
            throw new IllegalArgumentException("key: no " + StreamName.of(key)
                    + " to open again: nobody observes it, and no source of it is in use");
        }
    }

    /** Those with a key. */
    List<SharedStream> streams() {
        return registry.streams();
    }

    /**
     * Lets handles attach. Sooner, where a build starts an application, neither its threads nor its beans are ready.
     */
    public void begin() {
        registry.begin();
    }

    /**
     * Opens what has observers, without waiting: what answers may be this application, once it has started. The threads
     * are chosen here, whoever may need them: later their context would be that of whoever asks first. Once, however
     * often an application is told of its start.
     *
     * @throws DeploymentException if an executor is not there, or the application's bean cannot read its payloads
     */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        threads.choose();
        check();
        registry.streams().stream().filter(SharedStream::isObserved).forEach(Streams::open);
    }

    /** Not sooner: some containers have neither names nor beans before the application starts. */
    private void check() {
        Problems problems = new Problems();
        factory.start(problems);
        declared.values().stream()
                .flatMap(settings -> settings
                        .find(Setting.EXECUTOR)
                        .filter(name -> !executors.get(name).isBound())
                        .map(name -> "%s: executor: JNDI has no executor named %s".formatted(settings.name(), name))
                        .stream())
                .sorted()
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new DeploymentException(problems.report());
        }
    }

    private static void open(SharedStream stream) {
        try {
            stream.openForObservers();
        } catch (RuntimeException e) {
            LOGGER.log(ERROR, "%s: cannot be opened; its observers hear nothing".formatted(stream.name()), e);
        }
    }

    /** Closes everything, and gives what runs a moment to end. May be called again, and does nothing then. */
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        relayGate.close();
        List<SharedStream> stopping = registry.stop();
        relays.values().forEach(StreamObservers::stop);
        if (haveEnded(stopping)) {
            factory.close();
        } else {
            LOGGER.log(
                    WARNING,
                    "An observer, listener or customizer of a stream still runs %d s after the stop of the application"
                            .formatted(STOP_TIME.toSeconds()));
        }
    }

    /** Whether the calls of these streams, and of the application's own, into the application end in time. */
    private boolean haveEnded(List<SharedStream> stopping) {
        long end = System.nanoTime() + STOP_TIME.toNanos();
        return stopping.stream().allMatch(stream -> stream.awaitEnd(left(end))) && relayGate.awaitEnd(left(end));
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
