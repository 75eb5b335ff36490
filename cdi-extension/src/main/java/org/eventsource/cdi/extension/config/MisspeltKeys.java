package org.eventsource.cdi.extension.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.transport.Shown;

/**
 * Finds settings of keys that no stream can have and that are nearly the key of a declared stream. A program may use
 * other keys, but each needs a URL.
 */
final class MisspeltKeys {

    private static final Pattern SETTING =
            Pattern.compile("eventsource\\.(?:\"(.+)\"|([^\".]+))\\.(.+)", Pattern.DOTALL);

    private final Configuration configuration;
    private final PropertyIndex index;

    MisspeltKeys(Configuration configuration, PropertyIndex index) {
        this.configuration = configuration;
        this.index = index;
    }

    /** Returns warnings about keys that are nearly a key of the model. */
    List<String> near(StreamModel model) {
        Set<String> declared = Stream.concat(model.keys().stream(), model.provided().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return index.startingWith(PropertyNames.ALL)
                .filter(name -> !UnknownSettings.isKnown(name.substring(PropertyNames.ALL.length())))
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .filter(found -> UnknownSettings.isKnown(found.group(3)))
                .flatMap(found -> check(found.group(), key(found), declared))
                .toList();
    }

    private static String key(Matcher found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private Stream<String> check(String name, String key, Set<String> declared) {
        return declared.contains(key) || mayBeOpened(key)
                ? Stream.empty()
                : Spelling.nearestKey(key, declared)
                        .filter(meant -> !mayBeVariable(name, key, meant))
                        .map(meant -> "%s: no stream has the key \"%s\"; did you mean %s?"
                                .formatted(PropertyNames.shown(name), Shown.of(key), StreamName.of(meant)))
                        .stream();
    }

    /** An environment variable may mean both keys, and a runtime lists it under one of them. */
    private boolean mayBeVariable(String name, String key, String meant) {
        return index.variable(name).isPresent()
                && PropertyIndex.variableName(key).equals(PropertyIndex.variableName(meant));
    }

    private boolean mayBeOpened(String key) {
        return key.startsWith("/")
                || key.contains("://")
                || new PropertyNames(key)
                        .ownPrefixes().stream()
                                .anyMatch(prefix -> configuration
                                        .written(prefix + Setting.URL.name())
                                        .isPresent());
    }
}
