package org.eventsource.cdi.extension.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eventsource.impl.transport.Shown;

/**
 * A property that is set.
 *
 * @param value with what it refers to
 * @param written without: what a message may quote
 */
record Property(String name, String value, String written) {

    /** The first of those names that has a value, or has one that cannot be expanded. */
    static Optional<Property> first(Configuration configuration, Stream<String> names) {
        return names.flatMap(name -> find(configuration, name).stream()).findFirst();
    }

    /** What is empty, if only once it is expanded, is not set. */
    static Optional<Property> find(Configuration configuration, String name) {
        try {
            return configuration
                    .value(name)
                    .filter(value -> !value.isEmpty())
                    .map(value -> new Property(
                            name, value, configuration.written(name).orElse("")));
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(PropertyNames.shown(name) + ": " + e.getMessage());
        }
    }

    /** The name, for people. */
    String shownName() {
        return PropertyNames.shown(name);
    }

    /**
     * What the value means.
     *
     * @throws InvalidSettingException if it means nothing, naming the property
     */
    <T> T parse(Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (UnreadableValueException e) {
            throw new InvalidSettingException(
                    "%s: %s: \"%s\"".formatted(shownName(), e.getMessage(), Shown.of(written)));
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(shownName() + ": " + e.getMessage());
        }
    }
}
