package org.eventsource.cdi.extension.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.impl.SourceBuilder;

/** Finds the settings of a stream whose names have two parts, such as the headers of its requests. */
final class NamedSettings {

    private static final Pattern TWO_KINDS = twoKinds(String.join("|", NamedSetting.words()));

    private final Configuration configuration;
    private final PropertyIndex index;
    private final ListElements elements;

    NamedSettings(Configuration configuration, PropertyIndex index) {
        this.configuration = configuration;
        this.elements = new ListElements(configuration);
        this.index = index;
    }

    private static Pattern twoKinds(String words) {
        return Pattern.compile("\\.(?:" + words + ")(?:\\..*)?\\.(?:" + words + ")\\.", Pattern.DOTALL);
    }

    /**
     * Returns the name of a property for each setting of a kind, by the last part of its name. If several properties
     * have a setting, the prefix that comes first wins.
     */
    Map<String, String> find(NamedSetting kind, PropertyNames stream) {
        Map<String, String> found = kind.map();
        for (String prefix : stream.prefixes()) {
            String start = prefix + kind.prefix();
            index.startingWith(start)
                    .filter(name -> !isOfLongerKey(name) && !lacksQuotes(name) && !elements.isRepeated(name))
                    .forEach(name -> found.putIfAbsent(unquoted(name.substring(start.length())), name));
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
                        .flatMap(key -> Stream.of("-", "_")
                                .map(separator -> PropertyNames.ALL + key.replace(".", separator) + "."
                                        + tail.substring(key.length() + 1).replace('.', '-')))
                        .anyMatch(other -> !other.equals(name)
                                && configuration.written(other).isPresent());
    }

    /**
     * Returns whether this name has two kinds of setting before any quotes. In
     * eventsource.header.eu.header.Authorization the key header.eu lacks its quotes: its token must not be sent to the
     * servers of other streams.
     */
    static boolean lacksQuotes(String name) {
        int quote = name.indexOf('"');
        return TWO_KINDS.matcher(quote < 0 ? name : name.substring(0, quote)).find();
    }

    private static String unquoted(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /** Returns a call that passes the setting to a builder. A setting whose value is empty is not passed. */
    Consumer<SourceBuilder> parse(NamedSetting kind, String name, String property) {
        return Property.find(configuration, property)
                .map(found -> found.parse(value -> parsed(kind, name, value)))
                .orElse(builder -> {});
    }

    private static Consumer<SourceBuilder> parsed(NamedSetting kind, String name, String value) {
        try {
            kind.check(name, value);
            return builder -> kind.apply(builder, name, value);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()));
        }
    }
}
