package org.eventsource.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static java.util.Objects.requireNonNull;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Limits an observer of a stream to the messages of one type.
 *
 * <pre>{@code
 * void on(@Observes @Stream("prices") @EventType("tick") MessageEvent tick) { ... }
 * }</pre>
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface EventType {

    /** The value of the stream's {@code event} field; {@code "message"} for messages without one. */
    String value();

    /** An {@link EventType} that is created at run time, to select events. */
    final class Literal extends AnnotationLiteral<EventType> implements EventType {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = requireNonNull(value, "value");
        }

        public static Literal of(String value) {
            return new Literal(value);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
