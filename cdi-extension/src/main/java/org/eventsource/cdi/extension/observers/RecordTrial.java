package org.eventsource.cdi.extension.observers;

import java.lang.reflect.Executable;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.transport.Causes;
import org.jspecify.annotations.Nullable;

/** Tests once whether a reader can create records and classes. If it cannot, it would fail at each message. */
final class RecordTrial {

    private static final String ADVICE =
            "A Yasson without its multi-release classes does so: keep its jar as it is, or give a shaded jar the"
                    + " manifest entry Multi-Release: true. Jackson needs 2.12 or newer";

    private static final String CREATABLE =
            "it needs a constructor without parameters, and can be neither private nor an inner class";

    private final PayloadReader reader;
    private final @Nullable Throwable failure;

    RecordTrial(PayloadReader reader) {
        this.reader = reader;
        // A naming strategy of the application makes the first attempt fail; required properties make the second one
        // fail.
        this.failure = attempt(SampleRecord.class, "{\"value\":1}") == null ? null : attempt(SampleRecord.class, "{}");
    }

    /** Returns the problems of the records among payload types and among the element types of arrays. */
    List<String> problems(Collection<Class<?>> payloads) {
        return payloads.stream()
                .map(RecordTrial::element)
                .filter(Class::isRecord)
                .distinct()
                .flatMap(type -> problem(type).stream())
                .sorted()
                .toList();
    }

    /**
     * Returns the problem of a record. If an adapter or a deserializer creates it, there is no problem. If the record
     * rejects empty data, by an exception or an error, that alone is not a problem.
     */
    private Optional<String> problem(Class<?> type) {
        Throwable thrown = attempt(type, "{}");
        if (thrown == null) {
            return Optional.empty();
        }
        if (Causes.contain(thrown, LinkageError.class)) {
            String causes = Causes.all(thrown).stream().map(Throwable::toString).collect(Collectors.joining(": "));
            return Optional.of("the record %s cannot be loaded (%s)".formatted(type.getTypeName(), causes));
        }
        if (failure != null) {
            return Optional.of(explanation() + "; or observe a class instead of " + type.getTypeName());
        }
        return isClosed(thrown) || Causes.contain(thrown, IllegalAccessException.class)
                ? Optional.of("what reads payloads here cannot access the record %s: %s (%s)"
                        .formatted(type.getTypeName(), isClosed(thrown) ? opened(type) : accessible(type), thrown))
                : Optional.empty();
    }

    /** Returns whether the module of a class does not open its package. */
    private static boolean isClosed(Throwable thrown) {
        return Causes.contain(thrown, InaccessibleObjectException.class);
    }

    private static String accessible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) ? opened(type) : "make it public";
    }

    private static String opened(Class<?> type) {
        return "open the package " + type.getPackageName() + " in module-info.java";
    }

    /**
     * Returns the problems of the classes among payload types and among the element types of arrays. To be called if
     * the reader has no settings of the application. It then creates the other classes without arguments.
     */
    List<String> warnings(Collection<Class<?>> payloads) {
        return payloads.stream()
                .map(RecordTrial::element)
                .filter(type -> !type.isRecord()
                        && !type.isEnum()
                        && !type.isPrimitive()
                        && !type.getName().startsWith("java."))
                .distinct()
                .flatMap(type -> warning(type).stream())
                .sorted()
                .toList();
    }

    /**
     * Returns the problem of a class. If the class itself rejects empty data, cannot be loaded or has annotations,
     * there is none. Of other classes no instance is created, because their constructors would run before the
     * application has started.
     */
    private Optional<String> warning(Class<?> type) {
        Throwable thrown = isCreatable(type) ? null : attempt(type, "{}");
        return thrown == null
                        || isThrownIn(type, thrown)
                        || Causes.contain(thrown, LinkageError.class)
                        || isAnnotated(type)
                ? Optional.empty()
                : Optional.of("what reads payloads here cannot create the class %s: %s (%s)"
                        .formatted(type.getTypeName(), isClosed(thrown) ? opened(type) : CREATABLE, thrown));
    }

    /** Returns whether a class has what is needed, or cannot be loaded. */
    private static boolean isCreatable(Class<?> type) {
        boolean isInner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        try {
            return !isInner
                    && !Modifier.isPrivate(type.getModifiers())
                    && type.getModule().isOpen(type.getPackageName())
                    && Stream.of(type.getDeclaredConstructors())
                            .anyMatch(constructor -> constructor.getParameterCount() == 0
                                    && !Modifier.isPrivate(constructor.getModifiers()));
        } catch (LinkageError e) {
            return true;
        }
    }

    private static boolean isThrownIn(Class<?> type, Throwable thrown) {
        return Causes.all(thrown).stream()
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().equals(type.getName()));
    }

    /** Returns whether annotations may determine how a class is created. */
    private static boolean isAnnotated(Class<?> type) {
        Stream<Method> factories =
                Stream.of(type.getDeclaredMethods()).filter(method -> Modifier.isStatic(method.getModifiers()));
        return type.getAnnotations().length > 0
                || Stream.<Executable>concat(Stream.of(type.getDeclaredConstructors()), factories)
                        .anyMatch(executable -> executable.getAnnotations().length > 0);
    }

    private static Class<?> element(Class<?> type) {
        return type.isArray() ? element(type.getComponentType()) : type;
    }

    /**
     * Returns the exception for the observers of failures. It contains advice if the reader cannot create records,
     * because the payload may contain one.
     */
    Exception explained(Exception thrown) {
        return failure == null ? thrown : new DecodingFailure(explanation(), thrown);
    }

    /** Returns a text that states that records cannot be created, and what to do. */
    String explanation() {
        return "what reads payloads here makes no records: %s. %s".formatted(failure, ADVICE);
    }

    private @Nullable Throwable attempt(Class<?> type, String data) {
        try {
            reader.read(data, type);
            return null;
        } catch (Exception | Error e) {
            // A decoder may wrap an error in an exception.
            Causes.all(e).forEach(FatalErrors::rethrow);
            return e;
        }
    }
}
