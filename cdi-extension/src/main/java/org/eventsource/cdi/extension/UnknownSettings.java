package org.eventsource.cdi.extension;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds properties of a stream that set nothing, as they are misspelt. */
final class UnknownSettings {

    private static final String BASE = "base-url";

    private static final String QUOTED = PropertyNames.ALL + '"';

    private final Set<String> names;

    UnknownSettings(Set<String> names) {
        this.names = names;
    }

    /** Those of one stream; for the empty key those of all streams. */
    List<String> find(PropertyNames stream) {
        return stream.ownPrefixes().stream()
                .flatMap(prefix -> names.stream()
                        .filter(name -> name.startsWith(prefix))
                        .sorted()
                        .flatMap(name -> check(stream, name, name.substring(prefix.length()))))
                .toList();
    }

    private static Stream<String> check(PropertyNames stream, String name, String setting) {
        boolean ofOthers = stream.key().isEmpty()
                ? setting.indexOf('.') >= 0 || setting.equals(BASE)
                : !name.startsWith(QUOTED) && mayBeOfLongerKey(setting);
        return isKnown(setting) || ofOthers
                ? Stream.empty()
                : Stream.of(name + ": no such setting; did you mean " + meant(stream, setting) + "?");
    }

    private static boolean isKnown(String setting) {
        return Setting.properties().contains(setting.replace('.', '-')) || setting.startsWith(HeaderSettings.PREFIX);
    }

    /**
     * Some runtimes list environment variables as properties, with a dot for what may have been a dash:
     * EVENTSOURCE_PRICES_EU_URL as eventsource.prices.eu.url, though it is of prices-eu.
     */
    private static boolean mayBeOfLongerKey(String setting) {
        int dot = setting.indexOf('.');
        String rest = setting.substring(dot + 1);
        return dot >= 0 && (isKnown(rest) || mayBeOfLongerKey(rest));
    }

    private static String meant(PropertyNames stream, String setting) {
        Stream<String> known = Setting.properties().stream();
        String nearest = (stream.key().isEmpty() ? Stream.concat(known, Stream.of(BASE)) : known)
                .min(Comparator.comparingInt(property -> distance(setting, property)))
                .orElseThrow();
        // What is like no setting may be a key.
        return stream.key().isEmpty() && distance(setting, nearest) > setting.length() / 2
                ? PropertyNames.ALL + setting + "." + Setting.URL.property()
                : nearest;
    }

    /** How many characters must be put in, left out or replaced to make one of the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
