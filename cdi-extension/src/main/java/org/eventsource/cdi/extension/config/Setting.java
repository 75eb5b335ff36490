package org.eventsource.cdi.extension.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eventsource.impl.SourceBuilder;

/** What can be set for a stream. */
public enum Setting {
    /** Read by {@link StreamUrls}. */
    URL(Function.identity()),
    RECONNECTION_TIME(SettingValues::duration, SourceBuilder::reconnectionTime),
    MAX_RECONNECTION_TIME(SettingValues::duration, SourceBuilder::maxReconnectionTime),
    RECONNECT_ON(SettingValues::statuses, SourceBuilder::reconnectOn),
    CONNECT_TIMEOUT(SettingValues::duration, SourceBuilder::connectTimeout),
    IDLE_TIMEOUT(SettingValues::duration, SourceBuilder::idleTimeout),
    /** Of streams that the application declares. */
    REOPEN_AFTER(SettingValues::duration, SourceBuilder::reopenAfter),
    /** Read by {@link SettingsReader}. */
    OUTAGE_WARNING(SettingValues::duration),
    STARTUP_GRACE(SettingValues::duration, SourceBuilder::startupGrace),
    MAX_EVENT_SIZE(SettingValues::size, SourceBuilder::maxEventSize),
    WITH_CREDENTIALS(SettingValues::truth, SourceBuilder::withCredentials),
    LAST_EVENT_ID(Function.identity(), SourceBuilder::lastEventId),
    FOLLOW_REDIRECTS(SettingValues::redirects, SourceBuilder::followRedirects),
    TRANSPORT(SettingValues::transport, SourceBuilder::transport),
    /** A name in JNDI, looked up when the stream is opened. */
    EXECUTOR(Function.identity()),
    /** This and the next three are read into {@link StreamOptions}. */
    SHARED(SettingValues::truth),
    REQUEST_CONTEXT(SettingValues::truth),
    ON_FAILURE(SettingValues::closeOnFailure),
    SKIP_EMPTY(SettingValues::truth);

    @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
    private final Function<String, Consumer<SourceBuilder>> parser;

    <T> Setting(Function<String, T> parser, BiConsumer<SourceBuilder, T> setter) {
        this.parser = text -> {
            T value = parser.apply(text);
            return builder -> setter.accept(builder, value);
        };
    }

    /** Of a value that is not the source's. */
    Setting(Function<String, ?> parser) {
        this.parser = parser.andThen(value -> builder -> {});
    }

    /** As it is spelt in properties. */
    public String property() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What a value does to a builder.
     *
     * @throws InvalidSettingException if it means nothing
     */
    public Consumer<SourceBuilder> parse(String value) {
        return parser.apply(value);
    }

    public static List<String> properties() {
        return Arrays.stream(values()).map(Setting::property).toList();
    }
}
