package org.eventsource.cdi.extension.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    private static final String BYTE_ORDER_MARK = "\ufeff";

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
            List<URL> files = Configuration.files(FILE);
            Collections.reverse(files);
            for (URL file : files) {
                load(file, properties);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        return properties;
    }

    private static void load(URL file, Properties properties) throws IOException {
        try (InputStream stream = file.openStream()) {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(stream.readAllBytes()))
                    .toString();
            properties.load(new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(file + " cannot be read: it is not in UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " cannot be read: \\u begins a character that is encoded;"
                            + " write a backslash of a path as / or as two backslashes",
                    e);
        }
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
        return "Settings were read from system properties, the environment and "
                + (isThere() ? FILE : FILE + ", which is not there")
                + unread().hint();
    }

    private static boolean isThere() {
        try {
            return !Configuration.files(FILE).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<String> ignored() {
        return unread().warnings();
    }

    private UnreadFiles unread() {
        return new UnreadFiles(this, FILE)
                .with(OTHERS, "counts only with MicroProfile Config")
                .withUsual(name -> false);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(System.getProperties().stringPropertyNames());
        names.addAll(file.stringPropertyNames());
        return names;
    }
}
