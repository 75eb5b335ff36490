package org.eventsource.cdi.extension.config;

import java.util.Optional;

/**
 * The default of a setting, which applies to streams that have no property for it.
 *
 * @param declared the default, written as in a property, for a stream that an annotation names; empty if there is none
 * @param given the default, written as in a property, for a stream that a program names at run time; empty if there is
 *     none
 * @param words the default in CDI, as the documents show it
 * @param builder the default of {@code EventSource.builder}, as the documents show it
 */
record Fallback(Optional<String> declared, Optional<String> given, String words, String builder) {

    static Fallback of(String value) {
        return new Fallback(Optional.of(value), Optional.of(value), code(value), code(value));
    }

    static Fallback ofDeclared(String declared, String given) {
        return new Fallback(
                Optional.of(declared),
                Optional.of(given),
                "%s; for a stream that is not declared: %s".formatted(code(declared), code(given)),
                code(given));
    }

    static Fallback words(String words) {
        return new Fallback(Optional.empty(), Optional.empty(), words, words);
    }

    private static String code(String value) {
        return "`" + value + "`";
    }

    /** Returns this default with another one for {@code EventSource.builder}. */
    Fallback butOfBuilder(String other) {
        return new Fallback(declared, given, words, other);
    }

    Optional<String> value(boolean ofDeclared) {
        return ofDeclared ? declared : given;
    }
}
