package org.eventsource.cdi.extension.config;

import java.util.Optional;

/**
 * The default of a setting, which applies to streams that have no property for it.
 *
 * @param declared the default, written as in a property, for a stream that an annotation names; empty if there is none
 * @param given the default, written as in a property, for a stream that a program names at run time; empty if there is
 *     none
 * @param words the default as the documents show it
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
