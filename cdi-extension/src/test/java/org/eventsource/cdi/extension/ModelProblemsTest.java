package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

class ModelProblemsTest {

    static class Price {}

    static class SpecialPrice extends Price {}

    interface Shape {}

    abstract static class Half {}

    @ApplicationScoped
    static class Bad {
        void generic(@Observes @Stream("prices") @EventType("a") List<Price> prices) {}

        void untyped(@Observes @Stream("prices") Price price) {}

        void streamless(@Observes @EventType("b") Price price) {}

        void shape(@Observes @Stream("prices") @EventType("c") Shape shape) {}

        void half(@Observes @Stream("prices") @EventType("d") Half[] half) {}
    }

    @Test
    void each_problem_is_reported_with_its_place() {
        assertThat(report(Bad.class)).isEqualTo("""
                        5 problems with event streams:
                        - observer org.eventsource.cdi.extension.ModelProblemsTest$Bad.generic(List): \
                        java.util.List<org.eventsource.cdi.extension.ModelProblemsTest$Price> is generic, \
                        and events have no type arguments: observe an array, or a class of its own
                        - observer org.eventsource.cdi.extension.ModelProblemsTest$Bad.half(Half[]): \
                        org.eventsource.cdi.extension.ModelProblemsTest$Half[] is abstract, \
                        and this library decodes data to concrete classes only: observe one of them
                        - observer org.eventsource.cdi.extension.ModelProblemsTest$Bad.shape(Shape): \
                        org.eventsource.cdi.extension.ModelProblemsTest$Shape is an interface, \
                        and this library decodes data to concrete classes only: observe one of them
                        - observer org.eventsource.cdi.extension.ModelProblemsTest$Bad.streamless(Price): \
                        an observer of a payload names a stream, too: @Stream is missing
                        - observer org.eventsource.cdi.extension.ModelProblemsTest$Bad.untyped(Price): \
                        an observer of a payload names an event type, too: @EventType is missing""");
    }

    static class Page<T> {}

    static class Pages extends Page<Price> {}

    @ApplicationScoped
    @SuppressWarnings("rawtypes")
    static class Raw {
        void list(@Observes @Stream("prices") @EventType("a") ArrayList list) {}

        void page(@Observes @Stream("prices") @EventType("b") Page page) {}

        void pages(@Observes @Stream("prices") @EventType("c") Pages pages) {}
    }

    @Test
    void a_generic_class_without_arguments_is_generic() {
        assertThat(report(Raw.class)).isEqualTo("""
                        2 problems with event streams:
                        - observer org.eventsource.cdi.extension.ModelProblemsTest$Raw.list(ArrayList): \
                        java.util.ArrayList is generic, \
                        and events have no type arguments: observe an array, or a class of its own
                        - observer org.eventsource.cdi.extension.ModelProblemsTest$Raw.page(Page): \
                        org.eventsource.cdi.extension.ModelProblemsTest$Page is generic, \
                        and events have no type arguments: observe an array, or a class of its own""");
    }

    @ApplicationScoped
    static class Overlapping {
        void price(@Observes @Stream("prices") @EventType("tick") Price price) {}

        void special(@Observes @Stream("prices") @EventType("tick") SpecialPrice price) {}

        void prices(@Observes @Stream("prices") @EventType("list") Price[] prices) {}

        void specials(@Observes @Stream("prices") @EventType("list") SpecialPrice[] prices) {}

        void other(@Observes @Stream("prices") @EventType("other") SpecialPrice price) {}
    }

    @Test
    void payloads_of_one_event_type_may_not_overlap() {
        assertThat(report(Overlapping.class)).isEqualTo("""
                        2 problems with event streams:
                        - stream "prices", event type "list": \
                        each org.eventsource.cdi.extension.ModelProblemsTest$SpecialPrice[] is a \
                        org.eventsource.cdi.extension.ModelProblemsTest$Price[], whose observer would receive both \
                        (observer org.eventsource.cdi.extension.ModelProblemsTest$Overlapping.specials(SpecialPrice[]); \
                        observer org.eventsource.cdi.extension.ModelProblemsTest$Overlapping.prices(Price[]))
                        - stream "prices", event type "tick": \
                        each org.eventsource.cdi.extension.ModelProblemsTest$SpecialPrice is a \
                        org.eventsource.cdi.extension.ModelProblemsTest$Price, whose observer would receive both \
                        (observer org.eventsource.cdi.extension.ModelProblemsTest$Overlapping.special(SpecialPrice); \
                        observer org.eventsource.cdi.extension.ModelProblemsTest$Overlapping.price(Price))""");
    }

    private static String report(Class<?> observers) {
        return DeploymentProblemsTest.report(
                Application.of(observers).with("eventsource.prices.url", "http://localhost/"));
    }
}
