package org.eventsource.cdi.extension.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.transport.Shown;

/** Finds properties without effect: their names are misspelt or lack quotes. */
final class UnknownSettings {

    private static final String BASE = "base-url";
    private static final String NAME = ".\"<name>\"";
    private static final String QUOTED = PropertyNames.ALL + '"';

    private static final Pattern CAMEL = Pattern.compile("([a-z0-9])([A-Z])");

    private final Configuration configuration;
    private final PropertyIndex index;
    private final ListElements elements;

    UnknownSettings(Configuration configuration, PropertyIndex index) {
        this.configuration = configuration;
        this.elements = new ListElements(configuration);
        this.index = index;
    }

    /**
     * Returns the problems of the properties of one stream. The default stream uses the properties of all streams, so
     * its list is empty.
     */
    List<String> ofStream(PropertyNames stream) {
        return stream.key().isEmpty()
                ? List.of()
                : Stream.concat(
                                stream.needsQuotes() ? unquoted(stream.key()) : Stream.empty(),
                                unknown(stream, name -> index.variable(name).isEmpty()))
                        .toList();
    }

    /** Returns warnings about environment variables that look like properties of one stream, and are none. */
    List<String> variablesOf(PropertyNames stream) {
        return stream.key().isEmpty()
                ? List.of()
                : unknown(stream, name -> index.variable(name).isPresent()).toList();
    }

    private Stream<String> unknown(PropertyNames stream, Predicate<String> wanted) {
        return stream.ownPrefixes().stream()
                .flatMap(prefix -> index.startingWith(prefix)
                        .filter(wanted)
                        .flatMap(name -> check(name, name.substring(prefix.length()))));
    }

    private Stream<String> check(String name, String setting) {
        if (NamedSettings.lacksQuotes(name)) {
            return Stream.of(lackingQuotes(name));
        }
        boolean ofOthers = !name.startsWith(QUOTED) && mayBeOfLongerKey(setting);
        return isKnown(setting) || ofOthers || elements.isRepeated(name)
                ? Stream.empty()
                : Stream.of(index.variable(name)
                                .map(variable -> "the environment variable " + Shown.of(variable))
                                .orElseGet(() -> PropertyNames.shown(name))
                        + ": no such setting; "
                        + ofList(setting)
                                .or(() -> meant(setting).map(UnknownSettings::didYouMean))
                                .orElseGet(UnknownSettings::all));
    }

    private static String lackingQuotes(String name) {
        return PropertyNames.shown(name) + ": without effect; a key or a name with a dot needs quotes";
    }

    /**
     * Finds properties without quotes for a key that needs quotes: they have no effect, or they apply to all streams.
     * Environment variables are not listed by name, so each possible name is looked up.
     */
    private Stream<String> unquoted(String key) {
        String prefix = PropertyNames.ALL + key + ".";
        Optional<String> meaning = NamedSetting.beginning(key).map(NamedSetting::meaning);
        Stream<String> settings = Setting.names().stream()
                .map(setting -> prefix + setting)
                .filter(name -> index.startingWith(name)
                                .findFirst()
                                .filter(name::equals)
                                .isPresent()
                        || configuration.written(name).isPresent())
                .filter(name -> meaning.isPresent() || !isOfSimilarKey(key, name.substring(prefix.length())));
        Stream<String> named =
                Arrays.stream(NamedSetting.values()).flatMap(kind -> index.startingWith(prefix + kind.prefix()));
        return Stream.concat(settings, named)
                .map(name -> name.substring(prefix.length()))
                .map(setting -> "%s: a setting of %s needs quotes, %s; without them it %s"
                        .formatted(
                                Shown.isWhole(key) ? Shown.of(prefix + setting) : "a property without quotes",
                                StreamName.of(key),
                                PropertyNames.shown(PropertyNames.ALL + '"' + key + "\"." + setting),
                                meaning.map(kind -> "is a " + kind + " of all streams")
                                        .orElse("has no effect")));
    }

    /**
     * Returns whether the setting belongs to a similar key: an environment variable such as EVENTSOURCE_PRICES_EU_URL
     * has a value for prices.eu, too, but is the URL of prices-eu.
     */
    private boolean isOfSimilarKey(String key, String setting) {
        Optional<String> written = configuration.written(PropertyNames.ALL + key + "." + setting);
        return Stream.of("-", "_")
                .map(separator -> PropertyNames.ALL + key.replaceAll("[^A-Za-z0-9_]", separator) + "." + setting)
                .map(configuration::written)
                .anyMatch(other -> other.isPresent() && other.equals(written));
    }

    /**
     * Returns warnings about the properties of all streams. They are only warnings: an environment variable of another
     * program may have a similar name.
     */
    List<String> ofAllStreams() {
        return index.startingWith(PropertyNames.ALL)
                .flatMap(name -> checkOfAll(name, name.substring(PropertyNames.ALL.length())))
                .toList();
    }

    private Stream<String> checkOfAll(String name, String setting) {
        if (NamedSettings.lacksQuotes(name)) {
            return Stream.of(lackingQuotes(name));
        }
        if (name.startsWith(QUOTED) || isKnown(setting) || setting.equals(BASE) || elements.isRepeated(name)) {
            return Stream.empty();
        }
        Optional<String> ofList = ofList(setting);
        if (ofList.isPresent()) {
            return Stream.of(noSuch(name, ofList.get()));
        }
        if (setting.indexOf('.') >= 0) {
            return mayBeOfLongerKey(setting)
                    ? Stream.empty()
                    : named(setting).map(meant -> noSuch(name, didYouMean(meant))).stream();
        }
        return Stream.of(noSuch(name, meantForAll(name, setting)));
    }

    private String meantForAll(String name, String setting) {
        Optional<String> meant = meant(setting).or(() -> nearest(setting, List.of(BASE)));
        if (meant.isPresent()) {
            return didYouMean(meant.get());
        }
        // A name that is similar to no setting may be a key.
        return isUrl(name) ? didYouMean(PropertyNames.shown(name) + "." + Setting.URL.name()) : all() + ", and " + BASE;
    }

    private boolean isUrl(String name) {
        return configuration
                .written(name)
                .filter(value -> value.startsWith("/") || value.contains("://"))
                .isPresent();
    }

    private static String noSuch(String name, String advice) {
        return PropertyNames.shown(name) + ": no such setting; " + advice;
    }

    private static String didYouMean(String meant) {
        return "did you mean " + meant + "?";
    }

    private static Optional<String> ofList(String setting) {
        return ListElements.list(setting)
                .filter(UnknownSettings::isKnown)
                .map(list -> "a list is one text, such as " + list + ": \"429,503\"");
    }

    private static String all() {
        Stream<String> named = NamedSetting.words().stream().map(word -> word + NAME);
        return "the settings are "
                + Stream.concat(Setting.names().stream(), named).collect(Collectors.joining(", "));
    }

    /** Returns whether a property of one stream may end with this. */
    static boolean isKnown(String setting) {
        return Setting.names().contains(setting.replace('.', '-'))
                || Arrays.stream(NamedSetting.values()).anyMatch(kind -> setting.startsWith(kind.prefix()));
    }

    /**
     * Returns whether the name may belong to a longer key. Some runtimes list environment variables as properties, with
     * a dot instead of a dash: EVENTSOURCE_PRICES_EU_URL becomes eventsource.prices.eu.url, although it is the URL of
     * prices-eu.
     */
    private static boolean mayBeOfLongerKey(String setting) {
        int dot = setting.indexOf('.');
        String rest = setting.substring(dot + 1);
        return dot >= 0 && (isKnown(rest) || mayBeOfLongerKey(rest));
    }

    /** Returns a similar name. Names that are less similar are not suggested, because a wrong suggestion misleads. */
    private static Optional<String> meant(String setting) {
        return named(setting).or(() -> nearest(setting, Setting.names()));
    }

    private static Optional<String> named(String setting) {
        int dot = setting.indexOf('.');
        String first = dot < 0 ? setting : setting.substring(0, dot);
        return nearest(first, NamedSetting.words()).map(word -> word + (dot < 0 ? NAME : setting.substring(dot)));
    }

    /** Names of other libraries are often in camel case. */
    private static Optional<String> nearest(String setting, List<String> words) {
        String dashed = CAMEL.matcher(setting).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
        return Spelling.nearest(dashed, words, Math.max(1, dashed.length() / 4));
    }
}
