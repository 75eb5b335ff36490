package org.eventsource.cdi.extension.boot;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.config.PropertyNames;

/** Finds the keys of the streams that have a URL in the configuration. */
public final class ConfiguredKeys {

    private static final Pattern URL =
            Pattern.compile("eventsource\\.(?:\"(?<quoted>.+)\"|(?<plain>[A-Za-z0-9_.-]+))\\.url");
    private static final String BASE_URL = "EVENTSOURCE_BASE_URL";
    private static final Pattern VARIABLE = Pattern.compile("EVENTSOURCE_(?<name>[A-Z0-9_]+)_URL");

    private ConfiguredKeys() {}

    /**
     * Returns all keys that the names of properties may mean. An environment variable has underscores for all
     * characters that are not letters or digits, so several keys are possible.
     *
     * @param declared the keys that the application names; if a property may mean one of them, it means no other key
     */
    public static Set<String> in(Set<String> properties, Set<String> declared) {
        return properties.stream()
                .filter(property -> !isBaseUrl(property, properties))
                .map(property -> keys(property).collect(Collectors.toSet()))
                .filter(keys -> Collections.disjoint(keys, declared))
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Some runtimes list the variable EVENTSOURCE_BASE_URL as eventsource.base.url. */
    private static boolean isBaseUrl(String property, Set<String> properties) {
        return property.equals(BASE_URL) || (property.equals("eventsource.base.url") && properties.contains(BASE_URL));
    }

    private static Stream<String> keys(String property) {
        if (property.equals(PropertyNames.ALL + "url") || property.equals("EVENTSOURCE_URL")) {
            return Stream.of("");
        }
        Matcher url = URL.matcher(property);
        if (url.matches()) {
            String quoted = url.group("quoted");
            return quoted == null ? unquoted(url.group("plain")) : Stream.of(quoted);
        }
        Matcher variable = VARIABLE.matcher(property);
        return variable.matches() ? spellings(variable.group("name").toLowerCase(Locale.ROOT), "_") : Stream.empty();
    }

    /** In eventsource.prices.query.url, the last part is the name of a query parameter. */
    private static Stream<String> unquoted(String name) {
        return PropertyNames.endsWithKind(name) ? Stream.empty() : spellings(name, "\\.");
    }

    /**
     * Returns the possible keys. Some runtimes list the variable of {@code prices-eu} as
     * {@code eventsource.prices.eu.url}.
     */
    private static Stream<String> spellings(String name, String separator) {
        return Stream.of(name.replaceAll(separator, "-"), name.replaceAll(separator, "_"));
    }
}
