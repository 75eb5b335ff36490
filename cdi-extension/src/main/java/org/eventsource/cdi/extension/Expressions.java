package org.eventsource.cdi.extension;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/** Replaces <code>${name}</code> and <code>${name:default}</code> by values, which may refer to others in turn. */
final class Expressions {

    private final Function<String, Optional<String>> values;
    private final Deque<String> expanding = new ArrayDeque<>();

    /** With what a name stands for. */
    Expressions(Function<String, Optional<String>> values) {
        this.values = values;
    }

    /** What a name stands for, expanded. */
    Optional<String> lookup(String name) {
        if (expanding.contains(name)) {
            throw new InvalidSettingException("${" + name + "} refers to itself");
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
            expanded.append(text, done, start).append(value(text.substring(start + 2, end)));
            done = end + 1;
        }
        return expanded.append(text, done, text.length()).toString();
    }

    private String value(String expression) {
        int colon = expression.indexOf(':');
        String name = colon < 0 ? expression : expression.substring(0, colon);
        return lookup(name).orElseGet(() -> {
            if (colon < 0) {
                throw new InvalidSettingException("the property " + name + " is not set");
            }
            return expand(expression.substring(colon + 1));
        });
    }

    /** Where the brace closes that opens after the start; a default may hold braces in pairs. */
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
        throw new InvalidSettingException("${ is not closed");
    }
}
