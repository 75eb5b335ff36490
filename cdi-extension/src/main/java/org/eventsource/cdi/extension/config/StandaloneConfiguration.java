package org.eventsource.cdi.extension.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads system properties, then environment variables, then the application's own files. */
final class StandaloneConfiguration implements Configuration {

    static final String FILE = "META-INF/eventsource.properties";

    /** Repeated here, because the class that reads this file needs an API that may be absent. */
    private static final String OTHERS = "META-INF/microprofile-config.properties";

    private final Map<String, String> environment;
    private final Properties file;

    StandaloneConfiguration(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    static Configuration load() {
        return new StandaloneConfiguration(System.getenv(), loadFiles());
    }

    /** Loads all files of that name. If several files set a property, the first one on the class path wins. */
    private static Properties loadFiles() {
        Properties properties = new Properties();
        try {
            List<URL> files = Collections.list(classLoader().getResources(FILE));
            Collections.reverse(files);
            for (URL url : files) {
                try (InputStream stream = url.openStream();
                        Reader reader = new InputStreamReader(stream, UTF_8)) {
                    properties.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        return properties;
    }

    private static ClassLoader classLoader() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return application == null ? StandaloneConfiguration.class.getClassLoader() : application;
    }

    @Override
    public Optional<String> value(String name) {
        return new Expressions(this::raw).lookup(name);
    }

    /** Returns the value before expansion. An empty value counts as not set, as in MicroProfile Config. */
    private Optional<String> raw(String name) {
        return Stream.of(System.getProperty(name), environmentValue(name), file.getProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .filter(value -> !value.isEmpty());
    }

    /** Returns the value of the environment variable, under each of the names that MicroProfile Config tries. */
    private @Nullable String environmentValue(String name) {
        String replaced = name.replaceAll("[^A-Za-z0-9_]", "_");
        return Stream.of(name, replaced, replaced.toUpperCase(Locale.ROOT))
                .map(environment::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Optional<String> written(String name) {
        return raw(name);
    }

    @Override
    public String sources() {
        String read = "Settings were read from system properties, the environment and "
                + (Configuration.hasFile(FILE) ? FILE : FILE + ", which is not there");
        return Configuration.hasFile(OTHERS)
                ? read + ", and not from the file " + OTHERS
                        + ", which is there, but counts only with MicroProfile Config: move its properties to " + FILE
                : read;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(System.getProperties().stringPropertyNames());
        names.addAll(file.stringPropertyNames());
        return names;
    }
}
