package org.eventsource.cdi.extension.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds settings in files that a configuration does not read. A file that cannot be read counts as absent. */
final class UnreadFiles {

    private static final List<String> USUAL = List.of(
            "application.properties",
            "eventsource.properties",
            "application.yaml",
            "META-INF/microprofile-config.yaml");

    private final Configuration configuration;
    private final String right;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** @param right the name of the file that the configuration reads */
    UnreadFiles(Configuration configuration, String right) {
        this.configuration = configuration;
        this.right = right;
    }

    /** Adds a file. The reason why it is not read is a verb with its object. */
    UnreadFiles with(String name, String reason) {
        reasons.put(name, reason);
        return this;
    }

    /** Adds the files of other runtimes, except those that this one reads. */
    UnreadFiles withUsual(Predicate<String> isRead) {
        USUAL.stream().filter(isRead.negate()).forEach(name -> reasons.put(name, "is not read here"));
        return this;
    }

    /** Returns the end of the sentence that names the sources. */
    String hint() {
        return reasons.entrySet().stream()
                .filter(file -> mayHaveSettings(file.getKey()))
                .map(file -> ", and not from the file %s, which is there, but %s: move its properties to %s"
                        .formatted(file.getKey(), file.getValue(), right))
                .collect(Collectors.joining());
    }

    /** Only files of properties are parsed. */
    private boolean mayHaveSettings(String name) {
        return isOfProperties(name)
                ? !lacking(name).isEmpty()
                : texts(name).anyMatch(text -> text.contains("eventsource"));
    }

    private static boolean isOfProperties(String name) {
        return name.endsWith(".properties");
    }

    /** Returns a warning for each file of properties that the configuration lacks. Values may be secret. */
    List<String> warnings() {
        return reasons.entrySet().stream()
                .filter(file -> isOfProperties(file.getKey()))
                .flatMap(file -> Stream.of(lacking(file.getKey()))
                        .filter(names -> !names.isEmpty())
                        .map(names -> "%s: without effect in the file %s, which %s: move its properties to %s"
                                .formatted(names, file.getKey(), file.getValue(), right)))
                .toList();
    }

    private String lacking(String file) {
        return texts(file)
                .flatMap(text -> names(text).stream())
                .filter(name -> name.startsWith(PropertyNames.ALL))
                .filter(name -> configuration.written(name).isEmpty())
                .distinct()
                .sorted()
                .map(PropertyNames::shown)
                .collect(Collectors.joining(", "));
    }

    private static List<String> names(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
        return List.copyOf(properties.stringPropertyNames());
    }

    private static Stream<String> texts(String name) {
        try {
            return Configuration.files(name).stream().flatMap(UnreadFiles::text);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Stream<String> text(URL file) {
        try (InputStream stream = file.openStream()) {
            return Stream.of(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
