package org.eventsource.cdi.extension.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eventsource.impl.transport.Shown;

/**
 * A property that is set.
 *
 * @param value the value after the expansion of its expressions
 * @param written the value before expansion, which messages may quote
 */
record Property(String name, String value, String written) {

    /**
     * Returns the first of the named properties that is set.
     *
     * @throws InvalidSettingException if its value cannot be expanded
     */
    static Optional<Property> first(Configuration configuration, Stream<String> names) {
        return names.flatMap(name -> find(configuration, name).stream()).findFirst();
    }

    /**
     * Returns the property. An empty value counts as not set, also if it is empty only after expansion.
     *
     * @throws InvalidSettingException if its value cannot be expanded
     */
    static Optional<Property> find(Configuration configuration, String name) {
        try {
            return configuration
                    .value(name)
                    .filter(value -> !value.isEmpty())
                    .map(value -> new Property(
                            name, value, configuration.written(name).orElse("")));
        } catch (InvalidSettingException e) {
            throw e.withMessage(PropertyNames.shown(name) + ": " + e.getMessage());
        }
    }

    /** Returns the name as messages show it. */
    String shownName() {
        return PropertyNames.shown(name);
    }

    /**
     * Parses the value.
     *
     * @throws InvalidSettingException if the value is invalid; the message names the property
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
