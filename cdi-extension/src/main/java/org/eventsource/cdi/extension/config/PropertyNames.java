package org.eventsource.cdi.extension.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.impl.transport.Shown;

/** The properties of a stream: its own, in either spelling, before those of all streams. */
public record PropertyNames(String key) {

    public static final String ALL = "eventsource.";

    /** Without quotes, what begins with one of these keys is a setting of all streams. */
    private static final Set<String> QUOTED_ONLY = Set.of("header", "query");

    private static final Pattern QUOTED = Pattern.compile("eventsource\\.\"(.*)\"(\\..*)", Pattern.DOTALL);

    /** What the stream's own properties begin with; the first takes precedence. */
    List<String> ownPrefixes() {
        if (key.isEmpty()) {
            return List.of(ALL);
        }
        String quoted = ALL + '"' + key + "\".";
        return isPlain() ? List.of(quoted, ALL + key + ".") : List.of(quoted);
    }

    /** What all properties begin with that mean this stream; the first takes precedence. */
    List<String> prefixes() {
        return Stream.concat(ownPrefixes().stream(), Stream.of(ALL)).distinct().toList();
    }

    /** The property that a message names. A key that may hold a secret is not quoted. */
    String advised(Setting<?> setting) {
        List<String> own = ownPrefixes();
        return shown(own.get(own.size() - 1) + setting.name());
    }

    /** Whether the key would do without quotes, if what it begins were not a setting of all streams. */
    boolean isQuotedOnly() {
        return QUOTED_ONLY.contains(key);
    }

    private boolean isPlain() {
        return key.matches("[A-Za-z0-9_-]+") && !isQuotedOnly();
    }

    /** The name of a property, for people: a key in it that may hold a secret is not quoted. */
    static String shown(String property) {
        Matcher quoted = QUOTED.matcher(property);
        return quoted.matches() && !Shown.isWhole(quoted.group(1))
                ? ALL + "\"<key>\"" + Shown.of(quoted.group(2))
                : Shown.of(property);
    }
}
