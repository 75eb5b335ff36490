package org.eventsource.cdi.extension.config;

import java.util.Optional;

/**
 * What holds for a stream that has no property for a setting.
 *
 * @param declared as in a property, for a stream that an annotation names; empty: nothing is set
 * @param given as in a property, for a stream that a program names at run time; empty: nothing is set
 * @param words for the documents
 */
record Fallback(Optional<String> declared, Optional<String> given, String words) {

    static Fallback of(String value) {
        return new Fallback(Optional.of(value), Optional.of(value), "`" + value + "`");
    }

    static Fallback ofDeclared(String declared, String given) {
        return new Fallback(
                Optional.of(declared),
                Optional.of(given),
                "`%s` for a declared stream, else `%s`".formatted(declared, given));
    }

    static Fallback words(String words) {
        return new Fallback(Optional.empty(), Optional.empty(), words);
    }

    Optional<String> value(boolean ofDeclared) {
        return ofDeclared ? declared : given;
    }
}
