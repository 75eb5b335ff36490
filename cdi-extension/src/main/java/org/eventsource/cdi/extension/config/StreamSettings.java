package org.eventsource.cdi.extension.config;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.cdi.extension.model.HandlingSettings;
import org.eventsource.cdi.extension.model.OnFailure;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.UrlTemplate;

/**
 * The settings of a stream.
 *
 * @param location the URL; its path may have names in braces, unless the stream is declared
 * @param values the values of settings, including defaults; a setting without a value is not passed to the builder
 * @param calls calls on the builder that set headers and query parameters, or mark a default; after the values
 */
public record StreamSettings(
        String key, UrlTemplate location, Map<Setting<?>, Object> values, List<Consumer<SourceBuilder>> calls) {

    public StreamSettings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        calls = List.copyOf(calls);
    }

    /** Returns the settings of a stream that has no configuration. */
    public static StreamSettings plain(URI url) {
        return new StreamSettings(url.toString(), UrlTemplate.of(url), Map.of(), List.of());
    }

    /**
     * Returns the URL.
     *
     * @throws IllegalArgumentException if it has names in braces without values
     */
    public URI url() {
        return location.url();
    }

    /** Returns these settings with a URL whose names in braces have values. */
    public StreamSettings at(UrlTemplate filled) {
        return new StreamSettings(key, filled, values, calls);
    }

    /** Returns the name of the stream as messages show it. */
    public String name() {
        return StreamName.of(key, url());
    }

    /** Returns the value of a setting, or its default; empty if it has neither. */
    @SuppressWarnings("unchecked") // the parser of the setting's type created each value
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting)).or(() -> setting.defaultValue(false));
    }

    /** Returns the value of a setting that always has one. */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow();
    }

    /**
     * Returns how messages are handled.
     *
     * @param hasCursor whether the stream has a cursor, which changes a default
     */
    public HandlingSettings handling(boolean hasCursor) {
        return new HandlingSettings(
                find(Setting.ON_FAILURE).orElse(hasCursor ? OnFailure.RETRY : OnFailure.CONTINUE),
                get(Setting.WHEN_EXHAUSTED),
                get(Setting.HANDLING_ATTEMPTS),
                get(Setting.HANDLING_DELAY),
                get(Setting.MAX_RECONNECTION_TIME),
                get(Setting.COMMIT));
    }

    /** Returns the time until the first warning of an outage; empty for a stream that has no configuration. */
    public Optional<Duration> outageWarning() {
        return values.containsKey(Setting.OUTAGE_WARNING) ? Optional.of(get(Setting.OUTAGE_WARNING)) : Optional.empty();
    }

    /** Creates a builder of the stream's sources, with these settings. */
    public SourceBuilder builder(SharedResources resources) {
        SourceBuilder builder = resources.builder(location);
        values.keySet().forEach(setting -> apply(setting, builder));
        calls.forEach(call -> call.accept(builder));
        builder.clientSettings(ClientOptions.of(values));
        return builder;
    }

    private <T> void apply(Setting<T> setting, SourceBuilder builder) {
        setting.call().accept(builder, get(setting));
    }
}
