package org.eventsource.cdi.extension.config;

import static org.eventsource.cdi.extension.config.SettingType.DURATION;
import static org.eventsource.cdi.extension.config.SettingType.JNDI_NAME;
import static org.eventsource.cdi.extension.config.SettingType.SIZE;
import static org.eventsource.cdi.extension.config.SettingType.SIZE_FROM_ZERO;
import static org.eventsource.cdi.extension.config.SettingType.STATUSES;
import static org.eventsource.cdi.extension.config.SettingType.TEXT;
import static org.eventsource.cdi.extension.config.SettingType.TRUTH;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eventsource.Redirects;
import org.eventsource.TransportKind;
import org.eventsource.cdi.extension.model.CommitUnit;
import org.eventsource.cdi.extension.model.OnFailure;
import org.eventsource.cdi.extension.model.TransactionUse;
import org.eventsource.cdi.extension.model.WhenExhausted;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.tls.Secret;
import org.eventsource.spi.StreamHealth;

/**
 * A setting of a stream. This table is the only place where the name, the type and the description of a setting are
 * written. The configuration, the suggestions for misspelt names and the table in {@code docs/configuration.md} are
 * created from it. {@link SourceBuilder} has the defaults of its calls, too: a test compares them.
 *
 * @param name the last part of the name of the property
 * @param defaultValue the default
 * @param call passes a value to the builder of the stream's sources
 * @param builder the corresponding call of {@code EventSource.Builder}, as the documents show it
 * @param meaning the description in the documents
 */
public record Setting<T>(
        String name,
        SettingType<T> type,
        DefaultValue defaultValue,
        BiConsumer<SourceBuilder, T> call,
        String builder,
        String meaning) {

    private static final String NO_CALL = "`-`";

    private static final String HTTP_CLIENT = "`httpClient`";

    public static final Setting<String> URL = ofStream(
                    "url",
                    SettingType.URL,
                    DefaultValue.words("none"),
                    "where the stream is; see [the URL](#how-is-the-url-of-a-stream-found)")
            .shownAs("`EventSource.builder(url)`");

    static final Setting<Duration> RECONNECTION_TIME = ofSource(
            "reconnection-time",
            DURATION,
            DefaultValue.of("3s"),
            SourceBuilder::reconnectionTime,
            "`reconnectionTime`",
            "the wait before the next attempt, until the stream sends `retry:`; doubles with each failed attempt");

    static final Setting<Duration> MAX_RECONNECTION_TIME = ofSource(
            "max-reconnection-time",
            DURATION,
            DefaultValue.of("30s"),
            SourceBuilder::maxReconnectionTime,
            "`maxReconnectionTime`",
            "the bound of the doubling; a longer time that was set or sent stays");

    static final Setting<Boolean> RECONNECT = ofSource(
            "reconnect",
            TRUTH,
            DefaultValue.words("`true` for `GET`, `QUERY` and `REPORT`, else `false`"),
            SourceBuilder::reconnect,
            "`reconnect`",
            "whether a stream that ended, or an attempt that failed, leads to another attempt");

    static final Setting<Integer> MAX_ATTEMPTS = ofSource(
            "max-attempts",
            SettingType.COUNT,
            DefaultValue.of("0"),
            SourceBuilder::maxAttempts,
            "`maxAttempts`",
            "how many attempts in a row may fail before the stream is closed; `0`: no limit");

    static final Setting<Duration> GIVE_UP_AFTER = ofSource(
            "give-up-after",
            DURATION,
            DefaultValue.of("0s"),
            SourceBuilder::giveUpAfter,
            "`giveUpAfter`",
            "how long an outage may be before the stream is closed; `0s`: no limit");

    static final Setting<Duration> INITIAL_DELAY = ofSource(
            "initial-delay",
            DURATION,
            DefaultValue.of("0s"),
            SourceBuilder::initialDelay,
            "`initialDelay`",
            "the wait before the first attempt");

    static final Setting<int[]> RECONNECT_ON = ofSource(
            "reconnect-on",
            STATUSES,
            DefaultValue.of("408,425,429,500,502,503,504").butOfBuilder("`none`"),
            SourceBuilder::reconnectOn,
            "`reconnectOn`",
            "statuses from 400 to 599 that lead to another attempt");

    static final Setting<Duration> CONNECT_TIMEOUT = ofSource(
            "connect-timeout",
            DURATION,
            DefaultValue.of("10s"),
            SourceBuilder::connectTimeout,
            "`connectTimeout`",
            "the time up to the headers of the response; `0s`: no limit");

    static final Setting<Duration> IDLE_TIMEOUT = ofSource(
            "idle-timeout",
            DURATION,
            DefaultValue.ofLasting("5m", "0s"),
            SourceBuilder::idleTimeout,
            "`idleTimeout`",
            "a connection without a byte for this time counts as lost; `0s`: no limit");

    static final Setting<Duration> REOPEN_AFTER = ofSource(
            "reopen-after",
            DURATION,
            DefaultValue.of("5m"),
            SourceBuilder::reopenAfter,
            NO_CALL,
            "the longest time until a declared stream is opened again after an answer closed it; `0s`: it stays closed");

    static final Setting<Duration> OUTAGE_WARNING = ofStream(
            "outage-warning",
            DURATION,
            DefaultValue.of("10s"),
            "the time without a connection before the first warning in the log; `0s`: no warning");

    static final Setting<Duration> STARTUP_GRACE = ofSource(
            "startup-grace",
            DURATION,
            DefaultValue.of("60s"),
            SourceBuilder::startupGrace,
            NO_CALL,
            "for how long 404, 5xx and a 200 without an event stream lead to another attempt");

    static final Setting<Integer> MAX_EVENT_SIZE = ofSource(
            "max-event-size",
            SIZE,
            DefaultValue.of("16777216"),
            SourceBuilder::maxEventSize,
            "`maxEventSize`",
            "a larger event, in bytes, closes the stream for good");

    static final Setting<Integer> MAX_BODY = ofSource(
            "max-body",
            SIZE_FROM_ZERO,
            DefaultValue.of("4096"),
            SourceBuilder::maxBody,
            "`maxBody`",
            "how many bytes `ErrorEvent.body()` has at most; `0`: no body is read");

    public static final Setting<Boolean> WITH_CREDENTIALS = ofSource(
            "with-credentials",
            TRUTH,
            DefaultValue.of("false"),
            SourceBuilder::withCredentials,
            "`withCredentials`",
            "the value that `withCredentials()` returns; it has no other effect");

    public static final Setting<String> LAST_EVENT_ID = ofSource(
            "last-event-id",
            TEXT,
            DefaultValue.words("empty"),
            SourceBuilder::lastEventId,
            "`lastEventId`",
            "the id that the first request sends");

    static final Setting<String> METHOD = ofSource(
            "method",
            SettingType.METHOD,
            DefaultValue.of("GET"),
            SourceBuilder::method,
            "`method`",
            "the method of the request, such as `POST`");

    static final Setting<String> LAST_EVENT_ID_QUERY = ofSource(
            "last-event-id-query",
            SettingType.QUERY_NAME,
            DefaultValue.words("none"),
            SourceBuilder::lastEventIdQuery,
            "`lastEventIdQuery`",
            "a query parameter that has the last event id, too");

    static final Setting<Boolean> COMPRESSION = ofSource(
            "compression",
            TRUTH,
            DefaultValue.of("false"),
            SourceBuilder::compression,
            "`compression`",
            "whether the server may compress the stream, with gzip or deflate");

    static final Setting<Redirects> FOLLOW_REDIRECTS = ofSource(
            "follow-redirects",
            SettingType.REDIRECTS,
            DefaultValue.of("always"),
            SourceBuilder::followRedirects,
            "`followRedirects`",
            "which redirects are followed; any other redirect closes the stream, and a declared stream is opened again");

    static final Setting<TransportKind> TRANSPORT = ofSource(
            "transport",
            SettingType.TRANSPORT,
            DefaultValue.of("auto"),
            SourceBuilder::transport,
            "`transport`",
            "the HTTP client");

    static final Setting<InetSocketAddress> PROXY = ofStream(
                    "proxy", SettingType.PROXY, DefaultValue.words("the JVM's"), "`http://host:port` of an HTTP proxy")
            .shownAs(HTTP_CLIENT);

    static final Setting<String> PROXY_USERNAME = ofStream(
                    "proxy-username", TEXT, DefaultValue.words("none"), "the user that the proxy demands")
            .shownAs(HTTP_CLIENT);

    static final Setting<Secret> PROXY_PASSWORD = ofStream(
                    "proxy-password", SettingType.SECRET, DefaultValue.words("none"), "the password of that user")
            .shownAs(HTTP_CLIENT);

    static final Setting<Path> TRUST_STORE = ofStream(
                    "trust-store",
                    SettingType.FILE,
                    DefaultValue.words("the JVM's"),
                    "the certificates that the stream trusts, and no others: PKCS12, JKS or PEM")
            .shownAs(HTTP_CLIENT);

    static final Setting<Secret> TRUST_STORE_PASSWORD = ofStream(
                    "trust-store-password", SettingType.SECRET, DefaultValue.words("none"), "the password of that file")
            .shownAs(HTTP_CLIENT);

    static final Setting<Path> KEY_STORE = ofStream(
                    "key-store",
                    SettingType.FILE,
                    DefaultValue.words("none"),
                    "the certificate and key that the stream shows to its server: PKCS12, JKS or PEM")
            .shownAs(HTTP_CLIENT);

    static final Setting<Secret> KEY_STORE_PASSWORD = ofStream(
                    "key-store-password",
                    SettingType.SECRET,
                    DefaultValue.words("none"),
                    "the password of that file and of its key")
            .shownAs(HTTP_CLIENT);

    public static final Setting<String> EXECUTOR = ofStream(
                    "executor",
                    JNDI_NAME,
                    DefaultValue.words("the executor of the container").butOfBuilder("threads of the library"),
                    "where listeners and observers run over `jdk`; over `rest` they run on the thread that reads")
            .shownAs("`executor(Executor)`");

    public static final Setting<Boolean> SHARED = ofStream(
            "shared",
            TRUTH,
            DefaultValue.of("true"),
            "`false`: each handle has a connection of its own, and observers do not receive its events");

    public static final Setting<Boolean> REQUEST_CONTEXT = ofStream(
            "request-context", TRUTH, DefaultValue.of("true"), "whether observers of a message have a request context");

    public static final Setting<OnFailure> ON_FAILURE = ofStream(
            "on-failure",
            SettingType.ON_FAILURE,
            DefaultValue.words("`retry` with a cursor, else `continue`"),
            "what follows when an observer fails");

    public static final Setting<Integer> HANDLING_ATTEMPTS = ofStream(
            "handling-attempts",
            SettingType.COUNT,
            DefaultValue.of("5"),
            "how often `on-failure = retry` calls the observers for one message; `0`: without end");

    public static final Setting<Duration> HANDLING_DELAY = ofStream(
            "handling-delay",
            DURATION,
            DefaultValue.of("1s"),
            "the wait before the second of these calls; doubles up to `max-reconnection-time`");

    public static final Setting<WhenExhausted> WHEN_EXHAUSTED = ofStream(
            "when-exhausted",
            SettingType.WHEN_EXHAUSTED,
            DefaultValue.of("close"),
            "what follows after the last of these calls; `dead-letter` needs `@Observes DeadLetterEvent`");

    public static final Setting<String> CURSOR = ofStream(
                    "cursor",
                    TEXT,
                    DefaultValue.words("`none`, or the bean of type `CursorStore` with `@Stream(key)`")
                            .butOfBuilder("`none`"),
                    "where the id is stored up to which messages are handled: `none`, `file`, `jdbc`, or the name of a"
                            + " `@Named` bean of type `CursorStore`")
            .shownAs("`cursor`");

    public static final Setting<String> CURSOR_NAME = ofStream(
                    "cursor-name",
                    SettingType.CURSOR_NAME,
                    DefaultValue.words("the key, if it is no URL with a query or with user information")
                            .butOfBuilder("it is given"),
                    "the name of the cursor in its store")
            .shownAs("`cursor`");

    public static final Setting<Path> CURSOR_DIRECTORY = ofStream(
            "cursor-directory",
            SettingType.FILE,
            DefaultValue.words("none; `cursor = file` needs it"),
            "where `cursor = file` keeps its files");

    public static final Setting<String> DATA_SOURCE = ofStream(
            "data-source",
            TEXT,
            DefaultValue.words("the only bean of type `DataSource`"),
            "the JNDI name or the bean name of the database of `cursor = jdbc`");

    public static final Setting<String> CURSOR_TABLE = ofStream(
            "cursor-table", SettingType.TABLE, DefaultValue.of("EVENTSOURCE_CURSOR"), "the table of `cursor = jdbc`");

    public static final Setting<TransactionUse> TRANSACTION = ofStream(
            "transaction",
            SettingType.TRANSACTION,
            DefaultValue.of("auto"),
            "whether the observers and the cursor have one transaction; `auto`: with `cursor = jdbc`, where the"
                    + " container has transactions, and the messages have no asynchronous observer");

    public static final Setting<CommitUnit> COMMIT = ofStream(
            "commit",
            SettingType.COMMIT,
            DefaultValue.of("message"),
            "what one transaction handles; `read`: the messages of one read, at most 50 messages");

    public static final Setting<Boolean> SKIP_EMPTY = ofStream(
            "skip-empty",
            TRUTH,
            DefaultValue.of("false"),
            "`true`: payload observers are not called for data that is empty or `null`");

    public static final Setting<StreamHealth.Policy> HEALTH = ofStream(
            "health",
            SettingType.HEALTH,
            DefaultValue.of("report"),
            "what the health check of the application does with the stream; see [Operations](operations.md)");

    public static final Setting<Duration> HEALTH_GRACE = ofStream(
            "health-grace",
            DURATION,
            DefaultValue.of("60s"),
            "how long an observed stream with `health = ready` may be missing before the health check is down");

    private static final List<Setting<?>> ALL = List.of(
            URL,
            RECONNECTION_TIME,
            MAX_RECONNECTION_TIME,
            RECONNECT,
            MAX_ATTEMPTS,
            GIVE_UP_AFTER,
            INITIAL_DELAY,
            RECONNECT_ON,
            CONNECT_TIMEOUT,
            IDLE_TIMEOUT,
            REOPEN_AFTER,
            OUTAGE_WARNING,
            STARTUP_GRACE,
            MAX_EVENT_SIZE,
            MAX_BODY,
            WITH_CREDENTIALS,
            LAST_EVENT_ID,
            LAST_EVENT_ID_QUERY,
            METHOD,
            COMPRESSION,
            FOLLOW_REDIRECTS,
            TRANSPORT,
            PROXY,
            PROXY_USERNAME,
            PROXY_PASSWORD,
            TRUST_STORE,
            TRUST_STORE_PASSWORD,
            KEY_STORE,
            KEY_STORE_PASSWORD,
            EXECUTOR,
            SHARED,
            REQUEST_CONTEXT,
            SKIP_EMPTY,
            HEALTH,
            HEALTH_GRACE,
            ON_FAILURE,
            HANDLING_ATTEMPTS,
            HANDLING_DELAY,
            WHEN_EXHAUSTED,
            CURSOR,
            CURSOR_NAME,
            CURSOR_DIRECTORY,
            DATA_SOURCE,
            CURSOR_TABLE,
            TRANSACTION,
            COMMIT);

    /** A setting that is passed to the builder of the stream's sources. */
    private static <T> Setting<T> ofSource(
            String name,
            SettingType<T> type,
            DefaultValue defaultValue,
            BiConsumer<SourceBuilder, T> call,
            String builder,
            String meaning) {
        return new Setting<>(name, type, defaultValue, call, builder, meaning);
    }

    /** A setting that this extension uses itself. */
    private static <T> Setting<T> ofStream(
            String name, SettingType<T> type, DefaultValue defaultValue, String meaning) {
        return new Setting<>(name, type, defaultValue, (source, value) -> {}, NO_CALL, meaning);
    }

    private Setting<T> shownAs(String builderCall) {
        return new Setting<>(name, type, defaultValue, call, builderCall, meaning);
    }

    /** Returns all settings, in the order of the documents. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Returns the row of this setting in the table of the documents. */
    public String row() {
        String ofBuilder = builder.equals(NO_CALL) ? NO_CALL : defaultValue.builder();
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(name, type.words(), defaultValue.words(), builder, ofBuilder, meaning);
    }

    static List<String> names() {
        return ALL.stream().map(Setting::name).toList();
    }

    /**
     * Returns the value for a stream that has no property for this setting.
     *
     * @param lasting whether an annotation names the stream, and it reconnects
     */
    Optional<T> defaultValue(boolean lasting) {
        return defaultValue.value(lasting).map(type.parser());
    }
}
