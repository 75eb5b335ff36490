package org.eventsource.impl;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.client.Client;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.ListenerOption;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.Redirects;
import org.eventsource.TransportKind;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.Listeners.Handler;
import org.eventsource.impl.jdk.ClientSettings;
import org.eventsource.impl.jdk.JdkClient;
import org.eventsource.impl.pull.Sources;
import org.eventsource.impl.source.ConnectionMonitor;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.source.MessageSink;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.source.RequestSettings;
import org.eventsource.impl.source.Settings;
import org.eventsource.impl.state.ReconnectionSettings;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Query;
import org.eventsource.impl.transport.RequestAdditions;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.impl.transport.RequestMethod;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.spi.ScriptedTransport;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a source and creates it. */
public final class SourceBuilder implements EventSource.Builder {

    private UrlTemplate url;
    private final SharedResources resources;
    private final Listeners listeners = new Listeners((event, failure, reports) -> {});
    private final Map<String, Supplier<? extends @Nullable String>> headers =
            new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Supplier<? extends @Nullable String>> queries = new LinkedHashMap<>();
    private String lastEventIdQuery = "";
    private RequestMethod method = RequestMethod.GET;
    private @Nullable Supplier<RequestBody> body;
    private boolean compression;
    private Function<String, RequestAdditions> additions = id -> RequestAdditions.NONE;
    private Duration reconnectionTime = Duration.ofSeconds(3);
    private Duration maxReconnectionTime = Duration.ofSeconds(30);
    private Set<Integer> reconnectOn = Set.of();
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ZERO;
    private boolean isIdleTimeoutDefault;
    private Duration startupGrace = Duration.ZERO;
    private Duration reopenAfter = Duration.ZERO;
    private Duration initialDelay = Duration.ZERO;
    /** Null: by the method. */
    private @Nullable Boolean reconnect;

    private int maxAttempts;
    private Duration giveUpAfter = Duration.ZERO;
    private Predicate<? super MessageEvent> closeOn = message -> false;
    private Function<URI, LogSettings> log = target -> LogSettings.ofApplication(Origin.withPath(target));
    private ConnectionMonitor monitor = ConnectionMonitor.NONE;
    private int maxEventSize = 16 * 1024 * 1024;
    private int maxBody = 4 * 1024;
    private boolean withCredentials;
    private String lastEventId = "";
    /** Null: there is none. */
    private @Nullable CursorUse cursor;

    /** Null: the listeners handle messages. */
    private MessageHandler.@Nullable Factory handler;

    private Redirects redirects = Redirects.ALWAYS;
    private TransportKind transportKind = TransportKind.AUTO;
    private @Nullable Client client;
    private @Nullable HttpClient httpClient;
    private ClientSettings clientSettings = ClientSettings.NONE;
    /** Null: the source has no executor of its own. */
    private @Nullable Supplier<ApplicationExecutor> executor;

    private @Nullable Function<ApplicationExecutor, Ports> scripted;

    SourceBuilder(UrlTemplate url, SharedResources resources) {
        this.url = url;
        this.resources = resources;
    }

    @Override
    public SourceBuilder path(String name, String value) {
        url = url.with(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return this;
    }

    /** Returns the URL with the values of {@link #path}. */
    public UrlTemplate url() {
        return url;
    }

    @Override
    public SourceBuilder onOpen(@Nullable EventListener<? super OpenEvent> handler) {
        listeners.set(Handler.OPEN, handler);
        return this;
    }

    @Override
    public SourceBuilder onMessage(@Nullable EventListener<? super MessageEvent> handler) {
        listeners.set(Handler.MESSAGE, handler);
        return this;
    }

    @Override
    public SourceBuilder onError(@Nullable EventListener<? super ErrorEvent> handler) {
        listeners.set(Handler.ERROR, handler);
        return this;
    }

    @Override
    public SourceBuilder addEventListener(
            String type, EventListener<? super MessageEvent> listener, ListenerOption... options) {
        listeners.add(type, MessageEvent.class, listener, options);
        return this;
    }

    @Override
    public <E extends Event> SourceBuilder addEventListener(
            Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(kind, listener, options);
        return this;
    }

    @Override
    public <E extends Event> SourceBuilder addEventListener(
            String type, Class<E> kind, EventListener<? super E> listener, ListenerOption... options) {
        listeners.add(type, kind, listener, options);
        return this;
    }

    @Override
    public SourceBuilder reconnectionTime(Duration time) {
        reconnectionTime = notNegative("reconnectionTime", time);
        return this;
    }

    @Override
    public SourceBuilder maxReconnectionTime(Duration time) {
        maxReconnectionTime = notNegative("maxReconnectionTime", time);
        return this;
    }

    @Override
    public SourceBuilder reconnectOn(int... statuses) {
        Set<Integer> checked = new TreeSet<>();
        for (int status : statuses) {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("reconnectOn: not from 400 to 599: " + status);
            }
            checked.add(status);
        }
        reconnectOn = Collections.unmodifiableSet(checked);
        return this;
    }

    @Override
    public SourceBuilder reconnect(boolean reconnect) {
        this.reconnect = reconnect;
        return this;
    }

    @Override
    public SourceBuilder closeOn(Predicate<? super MessageEvent> last) {
        closeOn = requireNonNull(last, "last");
        return this;
    }

    @Override
    public SourceBuilder maxAttempts(int attempts) {
        if (attempts < 0) {
            throw new IllegalArgumentException("maxAttempts: negative: " + attempts);
        }
        maxAttempts = attempts;
        return this;
    }

    @Override
    public SourceBuilder giveUpAfter(Duration time) {
        giveUpAfter = notNegative("giveUpAfter", time);
        return this;
    }

    @Override
    public SourceBuilder initialDelay(Duration time) {
        initialDelay = notNegative("initialDelay", time);
        return this;
    }

    @Override
    public SourceBuilder connectTimeout(Duration time) {
        connectTimeout = notNegative("connectTimeout", time);
        return this;
    }

    @Override
    public SourceBuilder idleTimeout(Duration time) {
        idleTimeout = notNegative("idleTimeout", time);
        isIdleTimeoutDefault = false;
        return this;
    }

    /** Marks the idle timeout as a default, which only a source that reconnects has. */
    public SourceBuilder idleTimeoutIsDefault() {
        isIdleTimeoutDefault = true;
        return this;
    }

    /**
     * Sets for how long after the first attempt, and after the loss of each connection that worked, the server may be
     * about to deploy the stream. During that time 404, every 5xx, and a 200 that is not an event stream are retried.
     * Until the first connection, the delays before these attempts are short. Zero unless set.
     *
     * @throws IllegalArgumentException if negative
     */
    public SourceBuilder startupGrace(Duration time) {
        startupGrace = notNegative("startupGrace", time);
        return this;
    }

    /**
     * Sets the longest time until a source that a response closed is opened again. The first time is 30 s, or this one
     * if it is shorter. It doubles with each such response. Zero unless set: the source stays closed.
     *
     * @throws IllegalArgumentException if negative
     */
    public SourceBuilder reopenAfter(Duration time) {
        reopenAfter = notNegative("reopenAfter", time);
        return this;
    }

    /** Sets the function that returns the log settings for a URL. The default is {@link LogSettings#ofApplication}. */
    public SourceBuilder log(Function<URI, LogSettings> settings) {
        log = settings;
        return this;
    }

    /** Sets what is notified of attempts, openings and reads. */
    public SourceBuilder monitor(ConnectionMonitor monitor) {
        this.monitor = monitor;
        return this;
    }

    @Override
    public SourceBuilder maxEventSize(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxEventSize: not positive: " + bytes);
        }
        maxEventSize = bytes;
        return this;
    }

    @Override
    public SourceBuilder maxBody(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("maxBody: negative: " + bytes);
        }
        maxBody = bytes;
        return this;
    }

    @Override
    public SourceBuilder header(String name, String value) {
        HeaderSyntax.checkName(requireNonNull(name, "name"));
        HeaderSyntax.checkValue(name, requireNonNull(value, "value"));
        return header(name, () -> value);
    }

    @Override
    public SourceBuilder header(String name, Supplier<? extends @Nullable String> value) {
        HeaderSyntax.checkName(requireNonNull(name, "name"));
        requireNonNull(value, "value");
        // The spelling of the name changes with the value.
        headers.remove(name);
        headers.put(name, value);
        return this;
    }

    @Override
    public SourceBuilder query(String name, String value) {
        Query.checkName(requireNonNull(name, "name"));
        Query.checked(name, requireNonNull(value, "value"));
        return query(name, () -> value);
    }

    @Override
    public SourceBuilder query(String name, Supplier<? extends @Nullable String> value) {
        queries.put(Query.checkName(requireNonNull(name, "name")), requireNonNull(value, "value"));
        return this;
    }

    @Override
    public SourceBuilder lastEventIdQuery(String name) {
        lastEventIdQuery = Query.checkName(requireNonNull(name, "name"));
        return this;
    }

    @Override
    public SourceBuilder method(String method) {
        this.method = RequestMethod.of(requireNonNull(method, "method"));
        return this;
    }

    @Override
    public SourceBuilder body(String contentType, String content) {
        RequestBody given =
                RequestBody.of(requireNonNull(contentType, "contentType"), requireNonNull(content, "content"));
        body = () -> given;
        return this;
    }

    @Override
    public SourceBuilder body(String contentType, byte[] content) {
        RequestBody given =
                RequestBody.of(requireNonNull(contentType, "contentType"), requireNonNull(content, "content"));
        body = () -> given;
        return this;
    }

    @Override
    public SourceBuilder body(String contentType, Supplier<String> content) {
        RequestBody.checkType(requireNonNull(contentType, "contentType"));
        requireNonNull(content, "content");
        body = () -> RequestBody.of(contentType, requireNonNull(content.get(), "it returned null"));
        return this;
    }

    @Override
    public SourceBuilder compression(boolean compression) {
        this.compression = compression;
        return this;
    }

    /** Sets a supplier that is called at each attempt, after all others. What it returns replaces their values. */
    public SourceBuilder additions(Function<String, RequestAdditions> additions) {
        this.additions = requireNonNull(additions, "additions");
        return this;
    }

    @Override
    public SourceBuilder withCredentials(boolean withCredentials) {
        this.withCredentials = withCredentials;
        return this;
    }

    @Override
    public SourceBuilder lastEventId(String id) {
        lastEventId = requireNonNull(id, "id");
        return this;
    }

    @Override
    public SourceBuilder cursor(CursorStore store, String name) {
        cursor = new CursorUse(requireNonNull(store, "store"), requireNonNull(name, "name"));
        return this;
    }

    /** Returns whether the source will have a cursor. */
    public boolean hasCursor() {
        return cursor != null;
    }

    /** Sets what handles the messages instead of the listeners. The listeners hear all other events. */
    public SourceBuilder handler(MessageHandler.Factory factory) {
        handler = factory;
        return this;
    }

    @Override
    public SourceBuilder followRedirects(Redirects redirects) {
        this.redirects = requireNonNull(redirects, "redirects");
        return this;
    }

    @Override
    public SourceBuilder transport(TransportKind kind) {
        transportKind = requireNonNull(kind, "kind");
        return this;
    }

    @Override
    public SourceBuilder client(Client client) {
        this.client = requireNonNull(client, "client");
        return this;
    }

    @Override
    public SourceBuilder httpClient(HttpClient client) {
        this.httpClient = requireNonNull(client, "client");
        return this;
    }

    /** Sets proxy, certificates and keys of a client that the library makes. */
    public SourceBuilder clientSettings(ClientSettings settings) {
        clientSettings = requireNonNull(settings, "settings");
        return this;
    }

    @Override
    public SourceBuilder executor(Executor executor) {
        requireNonNull(executor, "executor");
        this.executor = () -> resources.executor(executor);
        return this;
    }

    /** Sets an executor of the container. Unlike {@link #executor}, a task that it rejects is retried. */
    public SourceBuilder containerExecutor(Executor executor) {
        this.executor = () -> resources.containerExecutor(executor);
        return this;
    }

    /** Replaces HTTP and the clock, for tests. The key is passed to the transport. */
    public SourceBuilder scripted(String key, ScriptedTransport transport) {
        scripted = application -> ScriptedPorts.of(transport, key, application);
        return this;
    }

    private static Duration notNegative(String name, Duration time) {
        if (requireNonNull(time, name).isNegative()) {
            throw new IllegalArgumentException(name + ": negative: " + time);
        }
        return time;
    }

    @Override
    public EventSource open() {
        return create().start();
    }

    @Override
    public EventStream stream() {
        return sources().stream();
    }

    @Override
    public Flow.Publisher<MessageEvent> publisher() {
        return sources().publisher();
    }

    /**
     * Creates a source. It does not connect before it is {@linkplain HttpEventSource#start started}.
     *
     * @throws IllegalArgumentException in the cases of {@link #open()}
     * @throws IllegalStateException in the cases of {@link #open()}
     */
    public HttpEventSource create() {
        return sources().create(MessageSink.NONE);
    }

    /**
     * Returns what creates sources with the settings and listeners that this builder has now.
     *
     * @throws IllegalArgumentException if a setting is missing, or excludes another one
     */
    public Sources sources() {
        checkClients();
        if (body != null && method.isGet()) {
            throw new IllegalArgumentException(
                    "body: given, but the method is GET, which has none; call method(\"POST\")");
        }
        return new SourceFactory(
                settings(url.url()),
                listeners.copy((event, failure, reports) -> {}),
                resources,
                transportKind,
                client,
                httpClient,
                clientSettings,
                executor,
                scripted);
    }

    /**
     * Checks whether the clients and the transport fit together.
     *
     * @throws IllegalArgumentException if not
     */
    public void checkClients() {
        if (client != null && transportKind == TransportKind.JDK) {
            throw new IllegalArgumentException(
                    "client: given, but the transport is set to JDK, which has no use for it");
        }
        if (httpClient != null) {
            checkHttpClient(httpClient);
        }
        if (!clientSettings.areNone() && (client != null || httpClient != null)) {
            throw new IllegalArgumentException(
                    "%s: given, but so is a setting of a proxy, of a trust store or of a key store; such a client has its own"
                            .formatted(client == null ? "httpClient" : "client"));
        }
        if (!clientSettings.areNone() && transportKind == TransportKind.REST) {
            throw new IllegalArgumentException(
                    "transport: set to REST, which has no setting of a proxy, of a trust store or of a key store");
        }
    }

    private void checkHttpClient(HttpClient given) {
        if (client != null) {
            throw new IllegalArgumentException("httpClient: given, but so is client; a source uses one of them");
        }
        if (transportKind == TransportKind.REST) {
            throw new IllegalArgumentException(
                    "httpClient: given, but the transport is set to REST, which has no use for it");
        }
        JdkClient.check(given, headers.keySet());
    }

    private boolean reconnects() {
        return reconnect == null ? method.isRepeatable() : reconnect;
    }

    private Settings settings(URI target) {
        return new Settings(
                target,
                withCredentials,
                new ReconnectionSettings(
                        reconnectionTime,
                        maxReconnectionTime,
                        reopenAfter,
                        initialDelay,
                        reconnects(),
                        maxAttempts,
                        giveUpAfter),
                reconnectOn,
                Set.of(),
                connectTimeout,
                isIdleTimeoutDefault && !reconnects() ? Duration.ZERO : idleTimeout,
                startupGrace,
                maxEventSize,
                maxBody,
                lastEventId,
                redirects,
                new RequestSettings(method, headers, queries, lastEventIdQuery, body, compression, additions),
                closeOn,
                cursor,
                handler,
                log.apply(target),
                monitor);
    }
}
