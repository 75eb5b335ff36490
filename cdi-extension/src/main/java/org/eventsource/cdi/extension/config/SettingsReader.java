package org.eventsource.cdi.extension.config;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eventsource.TransportKind;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.rest.ClientLease;
import org.eventsource.impl.transport.RequestMethod;

/** Reads the settings of all streams of an application and collects the problems. */
public final class SettingsReader {

    private static final System.Logger LOGGER = System.getLogger(SettingsReader.class.getPackageName());

    private final Configuration configuration;

    /** The settings of streams that a program named at run time. */
    private final RecentlyUsed<StreamSettings> given = new RecentlyUsed<>();

    /** The settings of streams whose injection points were found after the deployment. */
    private final RecentlyUsed<StreamSettings> injected = new RecentlyUsed<>();

    private final StreamUrls urls;
    private final NamedSettings named;
    private final UnknownSettings unknown;
    private final MisspeltKeys keys;

    public SettingsReader(Configuration configuration) {
        PropertyIndex index = new PropertyIndex(configuration.names());
        this.configuration = configuration;
        this.urls = new StreamUrls(configuration, index);
        this.named = new NamedSettings(configuration, index);
        this.unknown = new UnknownSettings(configuration, index);
        this.keys = new MisspeltKeys(configuration, index);
    }

    /**
     * Returns the settings of all streams of the model that have a valid URL. Problems are added to {@code problems},
     * also problems with other settings of a returned stream.
     */
    public List<StreamSettings> read(StreamModel model, Problems problems) {
        Stream.of(unknown.ofAllStreams(), keys.near(model), configuration.ignored())
                .flatMap(List::stream)
                .forEach(problem -> LOGGER.log(WARNING, problem));
        return model.keys().stream()
                .flatMap(key -> read(key, " (" + model.places(key) + ")", true, problems).stream())
                .toList();
    }

    /**
     * Returns the settings of a stream that a program names at run time. They are cached.
     *
     * @throws IllegalArgumentException if the key has no URL, or if one of its settings is invalid
     */
    public StreamSettings read(String key) {
        return given.computeIfAbsent(key, this::readGiven);
    }

    private StreamSettings readGiven(String key) {
        return readLate(key, "", false);
    }

    /**
     * Returns the settings of a stream whose injection point was found after the deployment. They are cached.
     *
     * @throws IllegalArgumentException if the key has no URL, or if one of its settings is invalid
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

    /**
     * Returns whether payload observers of a stream miss empty messages. The stream needs no URL: the application has a
     * bean of its own for it.
     */
    public boolean skipsEmpty(String key, Problems problems) {
        return new Reading(new PropertyNames(key), problems)
                .of(Setting.SKIP_EMPTY, false)
                .orElse(false);
    }

    /** Reads the settings of one stream. A declared stream has other defaults, because it does not end by itself. */
    private Optional<StreamSettings> read(String key, String places, boolean declared, Problems problems) {
        Reading reading = new Reading(new PropertyNames(key), problems);
        unknown.ofStream(reading.names).forEach(problems::add);
        unknown.variablesOf(reading.names).forEach(warning -> LOGGER.log(WARNING, warning));
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        boolean lasting = declared && reading.reconnects();
        Setting.all().stream()
                .filter(setting -> !setting.equals(Setting.URL))
                .filter(setting -> declared || !setting.equals(Setting.REOPEN_AFTER))
                .forEach(setting -> reading.of(setting, lasting).ifPresent(value -> values.put(setting, value)));
        List<Consumer<SourceBuilder>> calls = new ArrayList<>();
        if (lasting && !reading.isSet(Setting.IDLE_TIMEOUT)) {
            calls.add(SourceBuilder::idleTimeoutIsDefault);
        }
        for (NamedSetting kind : NamedSetting.values()) {
            named.find(kind, reading.names)
                    .forEach((name, property) -> reading.attempt("", () -> named.parse(kind, name, property))
                            .ifPresent(calls::add));
        }
        String stream = " (" + StreamName.of(key) + ")";
        reading.attempt(stream, () -> checkedMethod(values));
        reading.attempt(stream, () -> ClientOptions.checked(values));
        return reading.attempt(places, () -> declared ? urls.ofDeclared(key) : urls.ofGiven(key))
                .map(found -> new StreamSettings(key, found, values, calls));
    }

    /** Only a client that is made shows which methods it sends. */
    private static Map<Setting<?>, Object> checkedMethod(Map<Setting<?>, Object> values) {
        if (values.get(Setting.TRANSPORT) == TransportKind.REST
                && values.get(Setting.METHOD) instanceof String method) {
            try {
                ClientLease.checkOwnSends(RequestMethod.of(method));
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingException(String.valueOf(e.getMessage()));
            }
        }
        return values;
    }

    private final class Reading {

        private final PropertyNames names;
        private final Problems problems;

        private Reading(PropertyNames names, Problems problems) {
            this.names = names;
            this.problems = problems;
        }

        /** Returns the value of the setting's property, or the default. */
        private <T> Optional<T> of(Setting<T> setting, boolean lasting) {
            return attempt(
                            "",
                            () -> property(setting)
                                    .map(property ->
                                            property.parse(setting.type().parser()))
                                    .or(() -> setting.defaultValue(lasting)))
                    .flatMap(Function.identity());
        }

        private Optional<Property> property(Setting<?> setting) {
            return Property.first(configuration, names.prefixes().stream().map(prefix -> prefix + setting.name()));
        }

        /** Returns whether a property has the setting. If the property is not valid, that is reported elsewhere. */
        private boolean isSet(Setting<?> setting) {
            return new Reading(names, new Problems())
                    .attempt("", () -> property(setting))
                    .flatMap(Function.identity())
                    .isPresent();
        }

        /** Returns whether the stream reconnects. If a property is not valid, that is reported elsewhere. */
        private boolean reconnects() {
            Reading quiet = new Reading(names, new Problems());
            return quiet.of(Setting.RECONNECT, false)
                    .or(() -> quiet.of(Setting.METHOD, false)
                            .map(RequestMethod::of)
                            .map(RequestMethod::isRepeatable))
                    .orElse(true);
        }

        private <T> Optional<T> attempt(String places, Supplier<T> reading) {
            try {
                return Optional.of(reading.get());
            } catch (InvalidSettingException e) {
                if (e instanceof MissingPropertyException) {
                    problems.note(configuration.sources());
                }
                problems.add(e.getMessage() + places);
                return Optional.empty();
            }
        }
    }
}
