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
 * Names the stream of an injection point or of an observer.
 *
 * <pre>{@code
 * @Inject @Stream("prices") EventSource prices;
 *
 * void on(@Observes @Stream("prices") MessageEvent tick) { ... }
 * }</pre>
 *
 * <p>The value, as written, is the stream's <em>key</em>. Its URL is the configuration property
 * {@code eventsource."<key>".url}. Without this property the URL is the key itself, after {@code ${name:default}} in it
 * is expanded. The key must then be an absolute URL, or begin with a slash: such a key is resolved against
 * {@code eventsource.base-url}. All places with one key share one connection. A key without a URL fails the deployment.
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface Stream {

    /** The key; empty for the application's default stream, whose URL is the property {@code eventsource.url}. */
    String value() default "";

    /** A {@link Stream} that is created at run time, to select beans and events. */
    final class Literal extends AnnotationLiteral<Stream> implements Stream {

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
