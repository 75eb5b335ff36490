package org.eventsource.cdi.extension.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.HeaderSyntax;

/** Finds the headers of a stream. The name of a header is part of the name of its property. */
final class HeaderSettings {

    static final String PREFIX = "header.";

    private final Configuration configuration;
    private final PropertyIndex index;

    HeaderSettings(Configuration configuration, PropertyIndex index) {
        this.configuration = configuration;
        this.index = index;
    }

    /**
     * Returns the name of a property for each header name. If several properties set a header, the prefix that comes
     * first wins.
     */
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
     * Returns whether this name is the environment variable of another stream. Some runtimes list
     * EVENTSOURCE_PRICES_HEADER_URL as eventsource.prices.header.url. It is the URL of the stream prices-header and
     * must not be sent to a server.
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

    /** Returns a call that sets the header on a builder. A header whose value is empty is not sent. */
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
