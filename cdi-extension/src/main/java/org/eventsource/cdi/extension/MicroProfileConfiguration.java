package org.eventsource.cdi.extension;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** MicroProfile Config, which expands by itself what values refer to. */
final class MicroProfileConfiguration implements Configuration {

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
        return config.getOptionalValue(name, String.class);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }
}
