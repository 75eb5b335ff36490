package org.eventsource.cdi.extension.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Query;

/** A setting that a stream can have several times, with a name for each. The name is the last part of the property. */
enum NamedSetting {
    /** Headers of the request. Their names have no case. */
    HEADER("header", "header") {
        @Override
        void check(String name, String value) {
            HeaderSyntax.checkValue(HeaderSyntax.checkName(name), value);
        }

        @Override
        void apply(SourceBuilder builder, String name, String value) {
            builder.header(name, value);
        }
    },

    QUERY("query", "query parameter") {
        @Override
        void check(String name, String value) {
            Query.checked(Query.checkName(name), value);
        }

        @Override
        void apply(SourceBuilder builder, String name, String value) {
            builder.query(name, value);
        }
    };

    private final String word;
    private final String meaning;

    NamedSetting(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** @throws IllegalArgumentException if a request cannot have this name or this value */
    abstract void check(String name, String value);

    abstract void apply(SourceBuilder builder, String name, String value);

    /** Returns what comes before the name in a property of all streams, without {@code eventsource}. */
    String prefix() {
        return word + ".";
    }

    /** Returns what this is, for people. */
    String meaning() {
        return meaning;
    }

    /** Returns an empty map for values by name. */
    <T> Map<String, T> map() {
        return new TreeMap<>(this == HEADER ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder());
    }

    /** Returns the first parts of the names. */
    static List<String> words() {
        return Arrays.stream(values()).map(kind -> kind.word).toList();
    }

    /** Returns the kind that a key without quotes would name: the key is its first part, or begins with it. */
    static Optional<NamedSetting> beginning(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(key) || key.startsWith(kind.prefix()))
                .findFirst();
    }
}
