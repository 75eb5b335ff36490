package org.eventsource.cdi.extension.config;

import java.util.Optional;

/**
 * The default of a setting, which applies to streams that have no property for it.
 *
 * @param lasting the default, written as in a property, for a stream that an annotation names and that reconnects;
 *     empty if there is none
 * @param other the default, written as in a property, for any other stream; empty if there is none
 * @param words the default in CDI, as the documents show it
 * @param builder the default of {@code EventSource.builder}, as the documents show it
 */
record DefaultValue(Optional<String> lasting, Optional<String> other, String words, String builder) {

    static DefaultValue of(String value) {
        return new DefaultValue(Optional.of(value), Optional.of(value), code(value), code(value));
    }

    static DefaultValue ofLasting(String lasting, String other) {
        return new DefaultValue(
                Optional.of(lasting),
                Optional.of(other),
                "%s for a declared stream that reconnects, else %s".formatted(code(lasting), code(other)),
                code(other));
    }

    static DefaultValue words(String words) {
        return new DefaultValue(Optional.empty(), Optional.empty(), words, words);
    }

    private static String code(String value) {
        return "`" + value + "`";
    }

    /** Returns this default with another one for {@code EventSource.builder}. */
    DefaultValue butOfBuilder(String ofBuilder) {
        return new DefaultValue(lasting, this.other, words, ofBuilder);
    }

    Optional<String> value(boolean isLasting) {
        return isLasting ? lasting : other;
    }
}
