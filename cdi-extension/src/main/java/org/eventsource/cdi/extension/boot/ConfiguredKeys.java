package org.eventsource.cdi.extension.boot;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.config.PropertyNames;

/** The keys of the streams that have a URL in the configuration. */
public final class ConfiguredKeys {

    private static final Pattern URL =
            Pattern.compile("eventsource\\.(?:\"(?<quoted>.+)\"|(?<plain>[A-Za-z0-9_.-]+))\\.url");
    private static final Pattern VARIABLE = Pattern.compile("EVENTSOURCE_(?<name>[A-Z0-9_]+)_URL");

    private ConfiguredKeys() {}

    /** All keys that the names of properties may mean: what is not a letter is an underscore in a variable. */
    public static Set<String> in(Set<String> properties) {
        return properties.stream().flatMap(ConfiguredKeys::keys).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> keys(String property) {
        if (property.equals(PropertyNames.ALL + "url") || property.equals("EVENTSOURCE_URL")) {
            return Stream.of("");
        }
        Matcher url = URL.matcher(property);
        if (url.matches()) {
            String quoted = url.group("quoted");
            return quoted == null ? spellings(url.group("plain"), "\\.") : Stream.of(quoted);
        }
        Matcher variable = VARIABLE.matcher(property);
        return variable.matches() ? spellings(variable.group("name").toLowerCase(Locale.ROOT), "_") : Stream.empty();
    }

    /** Some runtimes list the variable of {@code prices-eu} as {@code eventsource.prices.eu.url}. */
    private static Stream<String> spellings(String name, String separator) {
        return Stream.of(name.replaceAll(separator, "-"), name.replaceAll(separator, "_"));
    }
}
