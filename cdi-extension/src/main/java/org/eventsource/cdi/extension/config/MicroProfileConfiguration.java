package org.eventsource.cdi.extension.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eventsource.impl.transport.Shown;

/** Reads MicroProfile Config, which expands expressions in values itself. */
final class MicroProfileConfiguration implements Configuration {

    static final String FILE = "META-INF/microprofile-config.properties";

    private final Config config;

    /** @throws IllegalStateException if the API has no implementation */
    MicroProfileConfiguration() {
        config = ConfigProvider.getConfig();
    }

    @Override
    public Optional<String> value(String name) {
        raw(name).ifPresent(Expressions::checkNames);
        try {
            return config.getOptionalValue(name, String.class).or(() -> unexpanded(name));
        } catch (IllegalArgumentException e) {
            // Our own expansion names the expression that fails. The message of the exception may quote the value.
            new Expressions(this::raw).lookup(name);
            throw new InvalidSettingException("MicroProfile Config cannot expand what the value refers to: "
                    + e.getClass().getSimpleName());
        }
    }

    /**
     * Handles a property that is set but has no value. MicroProfile Config treats it as not set if it refers to a
     * property without a value. This method throws an exception that names the missing property.
     */
    private Optional<String> unexpanded(String name) {
        return config.getConfigValue(name).getValue() == null
                ? new Expressions(this::raw).lookup(name)
                : Optional.empty();
    }

    private Optional<String> raw(String name) {
        try {
            return Optional.ofNullable(config.getConfigValue(name).getRawValue());
        } catch (IllegalArgumentException e) {
            // SmallRye Config expands the value here, too. Its exception does not name the expression that failed.
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
        return sourceNames()
                        .map(Shown::of)
                        .collect(Collectors.joining(", ", "Settings were read from MicroProfile Config (", ")"))
                + unread().hint();
    }

    private Stream<String> sourceNames() {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .map(ConfigSource::getName);
    }

    @Override
    public List<String> ignored() {
        return unread().warnings();
    }

    private UnreadFiles unread() {
        return new UnreadFiles(this, FILE)
                .with(StandaloneConfiguration.FILE, "counts only without MicroProfile Config")
                .withUsual(name -> sourceNames().anyMatch(source -> source.contains(name)));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }
}
