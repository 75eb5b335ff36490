package org.eventsource.cdi.extension.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.impl.transport.Shown;

/** Explains why the URL of a stream does not count although a property looks like it. */
final class UncountedUrls {

    private static final String PREFIX = PropertyNames.ALL.substring(0, PropertyNames.ALL.length() - 1);
    private static final Pattern OF_PROFILE = Pattern.compile("%([^.\"]+)\\.(.+)", Pattern.DOTALL);

    private final PropertyIndex index;

    UncountedUrls(PropertyIndex index) {
        this.index = index;
    }

    /** Returns the end of a message about a key without a URL; empty if nothing looks like its URL. */
    Optional<String> of(String key) {
        List<String> names = new PropertyNames(key)
                .ownPrefixes().stream()
                        .map(prefix -> prefix + Setting.URL.name())
                        .toList();
        return Stream.of(empty(names), ofProfile(names), misspelt(names))
                .flatMap(each -> each)
                .findFirst()
                .map("; "::concat);
    }

    private Stream<String> empty(List<String> names) {
        Stream<String> variables = names.stream()
                .flatMap(name -> index.variable(name).stream())
                .map(variable -> "the environment variable " + Shown.of(variable));
        Stream<String> properties = names.stream().filter(index::contains).map(PropertyNames::shown);
        return Stream.concat(variables, properties).map(name -> name + " is set, but empty");
    }

    private Stream<String> ofProfile(List<String> names) {
        return index.all()
                .map(OF_PROFILE::matcher)
                .filter(Matcher::matches)
                .filter(found -> names.contains(found.group(2)))
                .map(found -> "%%%s.%s is set, but counts only with MicroProfile Config, and only in the profile %1$s"
                        .formatted(Shown.of(found.group(1)), PropertyNames.shown(found.group(2))));
    }

    private Stream<String> misspelt(List<String> names) {
        return index.all()
                .filter(name -> names.contains(PREFIX + name.substring(Math.max(0, name.indexOf('.')))))
                .filter(name -> Spelling.distance(name.substring(0, name.indexOf('.')), PREFIX) == 1)
                .map(name -> Shown.of(name.substring(0, name.indexOf('.')))
                        + PropertyNames.shown(PREFIX + name.substring(name.indexOf('.')))
                                .substring(PREFIX.length())
                        + " is set, but the prefix is " + PREFIX);
    }
}
