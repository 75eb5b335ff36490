package org.eventsource.cdi.extension.config;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eventsource.impl.transport.Shown;

/** MicroProfile Config, which expands by itself what values refer to. */
final class MicroProfileConfiguration implements Configuration {

    static final String FILE = "META-INF/microprofile-config.properties";

    private final Config config;

    /**
     * The application's.
     *
     * @throws IllegalStateException if there is only the API
     */
    MicroProfileConfiguration() {
        config = ConfigProvider.getConfig();
    }

    @Override
    public Optional<String> value(String name) {
        raw(name).ifPresent(Expressions::checkNames);
        try {
            return config.getOptionalValue(name, String.class).or(() -> unexpanded(name));
        } catch (IllegalArgumentException e) {
            // The message of the exception may quote the value.
            throw new InvalidSettingException("MicroProfile Config cannot expand what the value refers to: "
                    + e.getClass().getSimpleName());
        }
    }

    /** What is set and yet has no value refers to what has none, for which it counts as not set: here it is told. */
    private Optional<String> unexpanded(String name) {
        return config.getConfigValue(name).getValue() == null
                ? new Expressions(this::raw).lookup(name)
                : Optional.empty();
    }

    private Optional<String> raw(String name) {
        try {
            return Optional.ofNullable(config.getConfigValue(name).getRawValue());
        } catch (IllegalArgumentException e) {
            // SmallRye Config expands the value here, too, and does not say which one it cannot expand.
            return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                    .flatMap(source -> Stream.ofNullable(source.getValue(name)))
                    .findFirst();
        }
    }

    @Override
    public Optional<String> written(String name) {
        return raw(name);
    }

    @Override
    public String sources() {
        String read = StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .map(source -> Shown.of(source.getName()))
                .collect(Collectors.joining(", ", "Settings were read from MicroProfile Config (", ")"));
        return Configuration.hasFile(StandaloneConfiguration.FILE)
                ? read + ", and not from the file " + StandaloneConfiguration.FILE
                        + ", which is there, but counts only without MicroProfile Config:"
                        + " move its properties to " + FILE
                : read;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }
}
