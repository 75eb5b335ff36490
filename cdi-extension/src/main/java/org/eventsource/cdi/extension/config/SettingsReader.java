package org.eventsource.cdi.extension.config;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.source.LogSettings;

/** Reads the settings of all streams of an application, and collects what is wrong with them. */
public final class SettingsReader {

    private static final Duration STARTUP_GRACE = Duration.ofSeconds(60);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration REOPEN_AFTER = Duration.ofMinutes(5);
    private static final Duration OUTAGE_WARNING = Duration.ofSeconds(10);
    private static final int[] RECONNECT_ON = {408, 425, 429, 500, 502, 503, 504};

    private static final System.Logger LOGGER = System.getLogger(SettingsReader.class.getPackageName());

    private final Configuration configuration;

    /** Of streams that were asked for at run time. */
    private final RecentSettings given = new RecentSettings();

    /** Of injection points that were found after the deployment. */
    private final RecentSettings injected = new RecentSettings();

    private final StreamUrls urls;
    private final HeaderSettings headers;
    private final UnknownSettings unknown;

    public SettingsReader(Configuration configuration) {
        PropertyIndex index = new PropertyIndex(configuration.names());
        this.configuration = configuration;
        this.urls = new StreamUrls(configuration, index);
        this.headers = new HeaderSettings(configuration, index);
        this.unknown = new UnknownSettings(configuration, index);
    }

    /** Of the streams that nothing is wrong with. */
    public List<StreamSettings> read(StreamModel model, Problems problems) {
        unknown.ofAllStreams().forEach(problem -> LOGGER.log(WARNING, problem));
        return model.keys().stream()
                .flatMap(key -> read(key, " (" + model.places(key) + ")", true, problems).stream())
                .toList();
    }

    /**
     * Of a stream that somebody asks for at run time. What was read once counts for later.
     *
     * @throws IllegalArgumentException if the key has no URL, or if a setting of it means nothing
     */
    public StreamSettings read(String key) {
        return given.computeIfAbsent(key, this::readGiven);
    }

    private StreamSettings readGiven(String key) {
        return readLate(key, "", false);
    }

    /**
     * Of a stream whose injection point was found after the deployment. What was read once counts for later.
     *
     * @throws IllegalArgumentException if the key has no URL, or if a setting of it means nothing
     */
    public StreamSettings read(InjectionDeclaration injection) {
        return injected.computeIfAbsent(
                injection.key(), key -> readLate(key, " (injection point " + injection.place() + ")", true));
    }

    private StreamSettings readLate(String key, String places, boolean declared) {
        Problems problems = new Problems();
        return read(key, places, declared, problems)
                .filter(settings -> problems.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(problems.summary()));
    }

    /** Reads one stream. A declared stream has other defaults, as it does not end by itself. */
    private Optional<StreamSettings> read(String key, String places, boolean declared, Problems problems) {
        Reading reading = new Reading(new PropertyNames(key), problems);
        unknown.ofStream(reading.names).forEach(problems::add);
        List<Consumer<SourceBuilder>> values = new ArrayList<>();
        values.add(builder -> builder.startupGrace(STARTUP_GRACE).reconnectOn(RECONNECT_ON));
        if (declared) {
            values.add(builder -> builder.idleTimeout(IDLE_TIMEOUT).reopenAfter(REOPEN_AFTER));
        }
        Arrays.stream(Setting.values())
                .filter(setting -> setting != Setting.URL)
                .filter(setting -> declared || setting != Setting.REOPEN_AFTER)
                .forEach(setting -> reading.of(setting, setting::parse).ifPresent(values::add));
        headers.find(reading.names)
                .forEach((header, property) -> reading.attempt("", () -> headers.parse(header, property))
                        .ifPresent(values::add));
        values.add(log(
                key, reading.of(Setting.OUTAGE_WARNING, SettingValues::duration).orElse(OUTAGE_WARNING)));
        return reading.attempt(places, () -> declared ? urls.ofDeclared(key) : urls.ofGiven(key))
                .map(found -> new StreamSettings(
                        key,
                        found,
                        reading.of(Setting.WITH_CREDENTIALS, SettingValues::truth)
                                .orElse(false),
                        reading.of(Setting.EXECUTOR, Function.identity()),
                        options(reading),
                        List.copyOf(values)));
    }

    private static Consumer<SourceBuilder> log(String key, Duration outageWarning) {
        return builder -> builder.log(url -> new LogSettings(StreamName.of(key, url), outageWarning, true));
    }

    private static StreamOptions options(Reading reading) {
        StreamOptions unset = StreamOptions.DEFAULT;
        return new StreamOptions(
                reading.of(Setting.SHARED, SettingValues::truth).orElse(unset.shared()),
                reading.of(Setting.REQUEST_CONTEXT, SettingValues::truth).orElse(unset.requestContext()),
                reading.of(Setting.ON_FAILURE, SettingValues::closeOnFailure).orElse(unset.closeOnFailure()),
                reading.of(Setting.SKIP_EMPTY, SettingValues::truth).orElse(unset.skipEmpty()));
    }

    /** Reads the settings of one stream. */
    private final class Reading {

        private final PropertyNames names;
        private final Problems problems;

        private Reading(PropertyNames names, Problems problems) {
            this.names = names;
            this.problems = problems;
        }

        private <T> Optional<T> of(Setting setting, Function<String, T> parser) {
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
                if (e instanceof MissingUrlException) {
                    problems.note(configuration.sources());
                }
                problems.add(e.getMessage() + places);
                return Optional.empty();
            }
        }
    }
}
