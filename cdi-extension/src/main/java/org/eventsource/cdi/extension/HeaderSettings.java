package org.eventsource.cdi.extension;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.HeaderSyntax;

/** Finds the headers of a stream: their names are among the names of the properties. */
final class HeaderSettings {

    static final String PREFIX = "header.";

    private final Configuration configuration;
    private final Set<String> names;

    HeaderSettings(Configuration configuration, Set<String> names) {
        this.configuration = configuration;
        this.names = names;
    }

    /** The property of each header, by its name; a stronger prefix wins. */
    Map<String, String> find(PropertyNames stream) {
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String prefix : stream.prefixes()) {
            names.stream()
                    .filter(name -> name.startsWith(prefix + PREFIX))
                    .sorted()
                    .forEach(name ->
                            found.putIfAbsent(unquoted(name.substring(prefix.length() + PREFIX.length())), name));
        }
        return found;
    }

    private static String unquoted(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /** What a header does to a builder; one whose value is empty is not sent. */
    Consumer<SourceBuilder> parse(String header, String property) {
        return Property.find(configuration, property)
                .map(found -> found.parse(value -> parsed(header, value)))
                .orElse(builder -> {});
    }

    private static Consumer<SourceBuilder> parsed(String header, String value) {
        try {
            String name = HeaderSyntax.checkName(header);
            HeaderSyntax.checkValue(name, value);
            return builder -> builder.header(name, value);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()));
        }
    }
}
