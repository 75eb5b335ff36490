package org.eventsource.cdi.extension.boot;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.concurrent.Flow;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;

/**
 * Qualifies the bean for streams that no bean injects. It replaces {@code @Stream} at injection points that the
 * container announces after beans can be added. {@link Source} or {@link Publisher} replaces their type, so that
 * {@code @Any EventSource} does not find this bean.
 */
@Qualifier
@Retention(RUNTIME)
@Target({FIELD, PARAMETER, TYPE})
public @interface LateStream {

    /** The type of the bean. No object implements it: the bean creates other sources. */
    interface Source extends EventSource {}

    /** The type of the bean for publishers. No object implements it: the bean creates other publishers. */
    interface Publisher extends Flow.Publisher<MessageEvent> {}

    final class Literal extends AnnotationLiteral<LateStream> implements LateStream {

        public static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;

        private Literal() {}
    }
}
