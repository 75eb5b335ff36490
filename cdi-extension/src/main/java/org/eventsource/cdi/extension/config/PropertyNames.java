package org.eventsource.cdi.extension.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.impl.transport.Shown;

/**
 * The names of the properties of a stream. The stream's own properties, with or without quotes, take precedence over
 * the properties of all streams.
 */
public record PropertyNames(String key) {

    public static final String ALL = "eventsource.";

    /** Keys that need quotes: without quotes, a name that begins with one of them is a setting of all streams. */
    private static final Set<String> QUOTED_ONLY = Set.copyOf(NamedSetting.words());

    private static final Pattern QUOTED = Pattern.compile("eventsource\\.\"(.*)\"(\\..*)", Pattern.DOTALL);

    /** Returns the prefixes of the stream's own properties. The first takes precedence. */
    List<String> ownPrefixes() {
        if (key.isEmpty()) {
            return List.of(ALL);
        }
        String quoted = ALL + '"' + key + "\".";
        return needsQuotes() ? List.of(quoted) : List.of(quoted, ALL + key + ".");
    }

    /** Returns the prefixes of all properties that apply to this stream. The first takes precedence. */
    List<String> prefixes() {
        return Stream.concat(ownPrefixes().stream(), Stream.of(ALL)).distinct().toList();
    }

    /** Returns the name of a property, as messages advise it. A key that may contain a secret is not shown. */
    String advised(Setting<?> setting) {
        List<String> own = ownPrefixes();
        return shown(own.get(own.size() - 1) + setting.name());
    }

    /**
     * Returns whether the last part of a name is a kind of setting, such as a header, so that a name of one follows.
     */
    public static boolean endsWithKind(String name) {
        return QUOTED_ONLY.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Returns whether properties of the stream count only if the key has quotes. */
    boolean needsQuotes() {
        return !key.matches("[A-Za-z0-9_-]+") || QUOTED_ONLY.contains(key);
    }

    /** Returns the name of a property as messages show it. A key that may contain a secret is not shown. */
    static String shown(String property) {
        Matcher quoted = QUOTED.matcher(property);
        return quoted.matches() && !Shown.isWhole(quoted.group(1))
                ? ALL + "\"<key>\"" + Shown.of(quoted.group(2))
                : Shown.of(property);
    }
}
