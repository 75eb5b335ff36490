package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Observes classes that JSON-B cannot create. */
class UncreatableClassesTest {

    public static class OfAllFields {
        final int amount;

        public OfAllFields(int amount) {
            this.amount = amount;
        }
    }

    @ApplicationScoped
    static class OfAllFieldsObserver {
        void on(@Observes @Stream("prices") @EventType("tick") OfAllFields price) {}
    }

    @SuppressWarnings("ClassCanBeStatic")
    public class Inner {
        public int amount;
    }

    @ApplicationScoped
    static class InnerObserver {
        void on(@Observes @Stream("prices") @EventType("tick") Inner[] prices) {}
    }

    private static class Private {
        public int amount;
    }

    @ApplicationScoped
    static class PrivateObserver {
        void on(@Observes @Stream("prices") @EventType("tick") Private price) {}
    }

    private static List<String> warnings(Class<?> observer) {
        try (LogFixture log = new LogFixture();
                Application application = Application.of(observer)
                        .with("eventsource.prices.url", "http://127.0.0.1:1/")
                        .start()) {
            assertThat(application.container().isRunning()).isTrue();
            return log.messages().stream()
                    .filter(line -> line.startsWith("WARNING "))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {OfAllFieldsObserver.class, InnerObserver.class, PrivateObserver.class})
    void a_class_that_cannot_be_created_is_logged_at_the_start(Class<?> observer) {
        String type = observer.getName().substring(0, observer.getName().length() - "Observer".length());
        assertThat(warnings(observer))
                .singleElement()
                .asString()
                .contains("cannot create the class " + type)
                .contains("(observer " + observer.getName() + ".on(");
    }

    public enum Side {
        BID
    }

    public static class Open {
        public int amount;
    }

    public static class Created {
        final int amount;

        private Created(int amount) {
            this.amount = amount;
        }

        @JsonbCreator
        public static Created of(@JsonbProperty("amount") int amount) {
            if (amount == 0) {
                throw new IllegalArgumentException("no amount");
            }
            return new Created(amount);
        }
    }

    public static class Strict {
        public int amount;

        public Strict() {
            if (amount == 0) {
                throw new IllegalStateException("not yet");
            }
        }
    }

    @ApplicationScoped
    static class Creatable {
        void side(@Observes @Stream("prices") @EventType("a") Side side) {}

        void number(@Observes @Stream("prices") @EventType("b") BigDecimal number) {}

        void numbers(@Observes @Stream("prices") @EventType("c") int[] numbers) {}

        void open(@Observes @Stream("prices") @EventType("d") Open price) {}

        void created(@Observes @Stream("prices") @EventType("e") Created price) {}

        void strict(@Observes @Stream("prices") @EventType("f") Strict price) {}
    }

    public static class Counted {

        static final AtomicInteger CREATED = new AtomicInteger();

        public int amount;

        public Counted() {
            CREATED.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class CountedObserver {
        void on(@Observes @Stream("prices") @EventType("tick") Counted price) {}
    }

    @Test
    void no_class_is_created_before_the_application_has_started() {
        assertThat(warnings(CountedObserver.class)).isEmpty();
        assertThat(Counted.CREATED).hasValue(0);
    }

    @Test
    void nothing_is_logged_of_classes_that_other_data_may_create() {
        assertThat(warnings(Creatable.class)).isEmpty();
    }
}
