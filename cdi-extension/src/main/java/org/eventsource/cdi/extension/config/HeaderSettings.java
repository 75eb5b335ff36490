package org.eventsource.cdi.extension.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.HeaderSyntax;

/** Finds the headers of a stream: their names are among the names of the properties. */
final class HeaderSettings {

    static final String PREFIX = "header.";

    private final Configuration configuration;
    private final PropertyIndex index;

    HeaderSettings(Configuration configuration, PropertyIndex index) {
        this.configuration = configuration;
        this.index = index;
    }

    /** The property of each header, by its name; a stronger prefix wins. */
    Map<String, String> find(PropertyNames stream) {
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String prefix : stream.prefixes()) {
            index.startingWith(prefix + PREFIX)
                    .filter(name -> !isOfLongerKey(name))
                    .forEach(name ->
                            found.putIfAbsent(unquoted(name.substring(prefix.length() + PREFIX.length())), name));
        }
        return found;
    }

    /**
     * Whether a runtime lists the variable of another stream so: EVENTSOURCE_PRICES_HEADER_URL as
     * eventsource.prices.header.url, though it is the URL of prices-header, and no server is to be sent it.
     */
    private boolean isOfLongerKey(String name) {
        String tail = name.substring(PropertyNames.ALL.length());
        return tail.indexOf('"') < 0
                && Setting.names().stream()
                        .filter(setting -> tail.replace('.', '-').endsWith("-" + setting))
                        .map(setting -> tail.substring(0, tail.length() - setting.length() - 1))
                        .anyMatch(key -> isSet(key.replace('.', '-'), tail.substring(key.length() + 1))
                                || isSet(key.replace('.', '_'), tail.substring(key.length() + 1)));
    }

    private boolean isSet(String key, String setting) {
        return configuration
                .written(PropertyNames.ALL + key + "." + setting.replace('.', '-'))
                .isPresent();
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
