package org.eventsource.cdi.extension;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A property that is set. */
record Property(String name, String value) {

    /** The first of those names that has a value, or has one that cannot be expanded. */
    static Optional<Property> first(Configuration configuration, Stream<String> names) {
        return names.flatMap(name -> find(configuration, name).stream()).findFirst();
    }

    /** What is empty, if only once it is expanded, is not set. */
    static Optional<Property> find(Configuration configuration, String name) {
        try {
            return configuration.value(name).filter(value -> !value.isEmpty()).map(value -> new Property(name, value));
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(name + ": " + e.getMessage());
        }
    }

    /** What the value means; what is wrong with it is told with the name of the property. */
    <T> T parse(Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(name + ": " + e.getMessage());
        }
    }
}
