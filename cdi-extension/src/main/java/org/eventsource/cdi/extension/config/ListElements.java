package org.eventsource.cdi.extension.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds properties that are one element of a list. Sources of YAML list each element, and some also the whole list. */
final class ListElements {

    private static final Pattern ELEMENT = Pattern.compile("(.+)(?:\\[\\d+]|\\.\\d+)", Pattern.DOTALL);

    private final Configuration configuration;

    ListElements(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Returns the name of the list, if the name may be the name of an element. */
    static Optional<String> list(String name) {
        Matcher element = ELEMENT.matcher(name);
        return element.matches() ? Optional.of(element.group(1)) : Optional.empty();
    }

    /** Returns whether the whole list has a value, too, so that the element adds nothing. */
    boolean isRepeated(String name) {
        return name.endsWith("]") && list(name).flatMap(configuration::written).isPresent();
    }
}
