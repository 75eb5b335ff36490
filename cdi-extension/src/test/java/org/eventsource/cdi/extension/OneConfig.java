package org.eventsource.cdi.extension;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Provides a configuration of fixed values. It has no value for an expression. */
final class OneConfig extends ConfigProviderResolver implements Config {

    private final Map<String, String> values;
    private final AtomicInteger asked = new AtomicInteger();

    private OneConfig(Map<String, String> values) {
        this.values = new HashMap<>(values);
    }

    /** Makes these values the configuration. */
    static void install(Map<String, String> values) {
        ConfigProviderResolver.setInstance(new OneConfig(values));
    }

    static void remove() {
        ConfigProviderResolver.setInstance(null);
    }

    /** Returns how often the library read a value or the list of names. */
    static int asked() {
        return ((OneConfig) ConfigProviderResolver.instance()).asked.get();
    }

    @Override
    public Config getConfig() {
        return this;
    }

    @Override
    public Config getConfig(ClassLoader loader) {
        return this;
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        return Optional.ofNullable(getConfigValue(name).getValue()).map(type::cast);
    }

    @Override
    public Iterable<String> getPropertyNames() {
        asked.incrementAndGet();
        return values.keySet();
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        asked.incrementAndGet();
        if (values.getOrDefault(name, "").matches(".*\\$\\{[:}].*")) {
            // SmallRye Config throws this exception, too. Its message names no property.
            throw new IllegalArgumentException("key can't be empty");
        }
        if (values.getOrDefault(name, "").contains("${" + name + "}")) {
            throw new IllegalArgumentException("Recursive expression expansion is too deep");
        }
        return new OneValue(name, values.get(name));
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return List.of(new OneSource(values));
    }

    @Override
    public <T> Optional<org.eclipse.microprofile.config.spi.Converter<T>> getConverter(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new IllegalArgumentException();
    }

    @Override
    public ConfigBuilder getBuilder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void registerConfig(Config config, ClassLoader classLoader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void releaseConfig(Config config) {
        throw new UnsupportedOperationException();
    }

    private record OneValue(String name, @Nullable String raw) implements ConfigValue {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String getValue() {
            return raw == null || raw.contains("${") ? null : raw;
        }

        @Override
        public @Nullable String getRawValue() {
            return raw;
        }

        @Override
        public @Nullable String getSourceName() {
            return null;
        }

        @Override
        public int getSourceOrdinal() {
            return 0;
        }
    }

    private record OneSource(Map<String, String> values) implements ConfigSource {

        @Override
        public Map<String, String> getProperties() {
            return values;
        }

        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public @Nullable String getValue(String name) {
            return values.get(name);
        }

        @Override
        public String getName() {
            return "one";
        }
    }
}
