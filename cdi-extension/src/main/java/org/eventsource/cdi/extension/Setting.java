package org.eventsource.cdi.extension;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eventsource.TransportKind;
import org.eventsource.impl.SourceBuilder;

/** What can be set for a stream. */
enum Setting {
    /** Read by {@link StreamUrls}. */
    URL(value -> builder -> {}),
    RECONNECTION_TIME(value -> {
        Duration time = SettingValues.duration(value);
        return builder -> builder.reconnectionTime(time);
    }),
    MAX_RECONNECTION_TIME(value -> {
        Duration time = SettingValues.duration(value);
        return builder -> builder.maxReconnectionTime(time);
    }),
    RECONNECT_ON(value -> {
        int[] statuses = SettingValues.statuses(value);
        return builder -> builder.reconnectOn(statuses);
    }),
    CONNECT_TIMEOUT(value -> {
        Duration time = SettingValues.duration(value);
        return builder -> builder.connectTimeout(time);
    }),
    IDLE_TIMEOUT(value -> {
        Duration time = SettingValues.duration(value);
        return builder -> builder.idleTimeout(time);
    }),
    STARTUP_GRACE(value -> {
        Duration time = SettingValues.duration(value);
        return builder -> builder.startupGrace(time);
    }),
    MAX_EVENT_SIZE(value -> {
        int bytes = SettingValues.size(value);
        return builder -> builder.maxEventSize(bytes);
    }),
    WITH_CREDENTIALS(value -> {
        boolean withCredentials = SettingValues.truth(value);
        return builder -> builder.withCredentials(withCredentials);
    }),
    LAST_EVENT_ID(value -> builder -> builder.lastEventId(value)),
    TRANSPORT(value -> {
        TransportKind kind = SettingValues.transport(value);
        return builder -> builder.transport(kind);
    }),
    /** A name in JNDI, looked up when the stream is opened. */
    EXECUTOR(value -> builder -> {}),
    /** This and the next two are read into {@link StreamOptions}. */
    SHARED(checked(SettingValues::truth)),
    REQUEST_CONTEXT(checked(SettingValues::truth)),
    ON_FAILURE(checked(SettingValues::closeOnFailure));

    @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
    private final Function<String, Consumer<SourceBuilder>> parser;

    Setting(Function<String, Consumer<SourceBuilder>> parser) {
        this.parser = parser;
    }

    /** As it is spelt in properties. */
    String property() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What a value does to a builder.
     *
     * @throws InvalidSettingException if it means nothing
     */
    Consumer<SourceBuilder> parse(String value) {
        return parser.apply(value);
    }

    static List<String> properties() {
        return Arrays.stream(values()).map(Setting::property).toList();
    }

    /** Of a value that is not the source's. */
    private static Function<String, Consumer<SourceBuilder>> checked(Function<String, ?> parser) {
        return parser.andThen(parsed -> builder -> {});
    }
}
