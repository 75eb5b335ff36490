package org.eventsource.cdi.extension.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.impl.transport.Shown;

/** Replaces <code>${name}</code> and <code>${name:default}</code> by values. A value may contain expressions itself. */
final class Expressions {

    private static final Pattern NAMELESS = Pattern.compile("(?<![$\\\\])\\$\\{\\s*[:}]");

    private final Function<String, Optional<String>> values;
    private final Deque<String> expanding = new ArrayDeque<>();

    /** Thrown if an expression cannot be parsed. The message does not name the property that has it. */
    private static final class MalformedException extends InvalidSettingException {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** @param values returns the value of a name before expansion */
    Expressions(Function<String, Optional<String>> values) {
        this.values = values;
    }

    /** Returns the value of a name after expansion. */
    Optional<String> lookup(String name) {
        if (expanding.contains(name)) {
            throw new InvalidSettingException("${" + Shown.of(name) + "} refers to itself");
        }
        expanding.push(name);
        try {
            return values.apply(name).map(this::expand);
        } finally {
            expanding.pop();
        }
    }

    String expand(String text) {
        StringBuilder expanded = new StringBuilder();
        int done = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", done)) {
            int end = end(text, start);
            expanded.append(text, done, start).append(value(text.substring(start + 2, end), start));
            done = end + 1;
        }
        return expanded.append(text, done, text.length()).toString();
    }

    private String value(String expression, int place) {
        int colon = expression.indexOf(':');
        String name = colon < 0 ? expression : expression.substring(0, colon);
        if (name.isBlank()) {
            throw nameless(place);
        }
        return referredTo(name).orElseGet(() -> {
            if (colon < 0) {
                throw new MissingPropertyException(missing(name));
            }
            return expand(expression.substring(colon + 1));
        });
    }

    /** A value may be a secret that was not meant as an expression, so only the text of the setting is quoted. */
    private String missing(String name) {
        return expanding.size() > 1
                ? "the value of the property " + Shown.of(expanding.peek()) + " refers to a property that is not set"
                : "the property " + Shown.of(name) + " is not set";
    }

    private Optional<String> referredTo(String name) {
        try {
            return lookup(name);
        } catch (MalformedException e) {
            throw new InvalidSettingException("the property " + Shown.of(name) + ": " + e.getMessage());
        }
    }

    /**
     * Rejects expressions without a name. Used for texts that MicroProfile Config expands.
     *
     * @throws InvalidSettingException if the text contains such an expression
     */
    static void checkNames(String text) {
        Matcher found = NAMELESS.matcher(text);
        if (found.find()) {
            throw nameless(found.start());
        }
    }

    private static InvalidSettingException nameless(int place) {
        return new MalformedException(
                "the expression ${ at index %d has no name; write ${name} or ${name:default}".formatted(place));
    }

    /**
     * Returns the index of the brace that closes the expression at {@code start}. A default may contain pairs of
     * braces.
     */
    private static int end(String text, int start) {
        int depth = 0;
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}') {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        throw new MalformedException("${ is not closed");
    }
}
