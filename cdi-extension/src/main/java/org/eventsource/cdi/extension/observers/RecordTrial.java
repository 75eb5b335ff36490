package org.eventsource.cdi.extension.observers;

import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tries once whether a reader makes records: some do not, and would fail at each message. */
final class RecordTrial {

    private static final String ADVICE =
            "A Yasson without its multi-release classes does so: keep its jar as it is, or give a shaded jar the"
                    + " manifest entry Multi-Release: true. Jackson needs 2.12 or newer";

    private final PayloadReader reader;
    private final @Nullable Exception failure;

    RecordTrial(PayloadReader reader) {
        this.reader = reader;
        // A naming strategy of the application fails the first, required properties fail the second.
        this.failure = attempt(SampleRecord.class, "{\"value\":1}") == null ? null : attempt(SampleRecord.class, "{}");
    }

    /** Returns what is wrong with the records among payload types, elements of arrays included. */
    List<String> problems(Collection<Class<?>> payloads) {
        return payloads.stream()
                .map(RecordTrial::element)
                .filter(Class::isRecord)
                .distinct()
                .flatMap(type -> problem(type).stream())
                .sorted()
                .toList();
    }

    /** A record that an adapter or a deserializer makes is no problem. One that refuses to be empty may be none. */
    private Optional<String> problem(Class<?> type) {
        Exception thrown = attempt(type, "{}");
        if (thrown == null) {
            return Optional.empty();
        }
        if (failure != null) {
            return Optional.of(explanation() + "; or observe a class instead of " + type.getTypeName());
        }
        return isInaccessible(thrown)
                ? Optional.of("what reads payloads here cannot access the record %s: make it public (%s)"
                        .formatted(type.getTypeName(), thrown))
                : Optional.empty();
    }

    private static boolean isInaccessible(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof IllegalAccessException || cause instanceof InaccessibleObjectException);
    }

    private static Class<?> element(Class<?> type) {
        return type.isArray() ? element(type.getComponentType()) : type;
    }

    /** Returns what is thrown to the observers of failures: with advice if the type may have records in it. */
    Exception explained(Exception thrown) {
        return failure == null ? thrown : new IllegalStateException(explanation(), thrown);
    }

    /** Says that no records are made, and what to do. */
    String explanation() {
        return "what reads payloads here makes no records: %s. %s".formatted(failure, ADVICE);
    }

    private @Nullable Exception attempt(Class<?> type, String data) {
        try {
            reader.read(data, type);
            return null;
        } catch (Exception e) {
            return e;
        }
    }
}
