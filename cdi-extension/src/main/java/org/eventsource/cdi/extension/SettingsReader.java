package org.eventsource.cdi.extension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;

/** Reads the settings of all streams of an application, and collects what is wrong with them. */
final class SettingsReader {

    private static final Duration STARTUP_GRACE = Duration.ofSeconds(60);
    private static final int[] RECONNECT_ON = {408, 425, 429, 500, 502, 503, 504};

    private final Configuration configuration;
    private final StreamUrls urls;
    private final HeaderSettings headers;
    private final UnknownSettings unknown;
    private final Problems problems;

    SettingsReader(Configuration configuration, SharedResources resources, Problems problems) {
        Set<String> names = configuration.names();
        this.configuration = configuration;
        this.urls = new StreamUrls(configuration, resources);
        this.headers = new HeaderSettings(configuration, names);
        this.unknown = new UnknownSettings(names);
        this.problems = problems;
    }

    /** Of the streams that nothing is wrong with. */
    List<StreamSettings> read(StreamModel model) {
        return model.keys().stream()
                .flatMap(key -> read(key, model.places(key)).stream())
                .toList();
    }

    private Optional<StreamSettings> read(String key, String places) {
        PropertyNames names = new PropertyNames(key);
        unknown.find(names).forEach(problems::add);
        List<Consumer<SourceBuilder>> values = new ArrayList<>();
        values.add(builder -> builder.startupGrace(STARTUP_GRACE).reconnectOn(RECONNECT_ON));
        Arrays.stream(Setting.values())
                .filter(setting -> setting != Setting.URL)
                .forEach(setting -> read(names, setting, setting::parse).ifPresent(values::add));
        headers.find(names)
                .forEach((header, property) ->
                        attempt("", () -> headers.parse(header, property)).ifPresent(values::add));
        Duration startupGrace =
                read(names, Setting.STARTUP_GRACE, SettingValues::duration).orElse(STARTUP_GRACE);
        boolean withCredentials =
                read(names, Setting.WITH_CREDENTIALS, SettingValues::truth).orElse(false);
        Optional<String> executor = read(names, Setting.EXECUTOR, Function.identity());
        return attempt(" (" + places + ")", () -> urls.find(key))
                .map(url -> new StreamSettings(key, url, withCredentials, startupGrace, executor, List.copyOf(values)));
    }

    private <T> Optional<T> read(PropertyNames names, Setting setting, Function<String, T> parser) {
        return attempt(
                        "",
                        () -> Property.first(
                                        configuration,
                                        names.prefixes().stream().map(prefix -> prefix + setting.property()))
                                .map(property -> property.parse(parser)))
                .flatMap(Function.identity());
    }

    private <T> Optional<T> attempt(String places, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidSettingException e) {
            problems.add(e.getMessage() + places);
            return Optional.empty();
        }
    }
}
