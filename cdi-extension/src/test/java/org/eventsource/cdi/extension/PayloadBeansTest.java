package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

/** Checks which bean of the application reads payloads, if there is one. */
class PayloadBeansTest {

    public static class Price {
        public int bestBid;
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") @EventType("tick") Price price, Recorder recorder) {
            recorder.record(price.bestBid);
        }
    }

    static Jsonb underscored() {
        return JsonbBuilder.create(new JsonbConfig().withPropertyNamingStrategy("LOWER_CASE_WITH_UNDERSCORES"));
    }

    @ApplicationScoped
    static class SharedJsonb {
        @Produces
        @ApplicationScoped
        Jsonb jsonb() {
            return underscored();
        }
    }

    /** Records when its product is made, closed and destroyed. */
    @ApplicationScoped
    static class DependentJsonb {
        @Produces
        @Dependent
        Jsonb jsonb(Recorder recorder) {
            BlockingQueue<Object> received = recorder.records();
            received.add("made");
            Jsonb jsonb = underscored();
            return (Jsonb) Proxy.newProxyInstance(
                    Jsonb.class.getClassLoader(), new Class<?>[] {Jsonb.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            received.add("closed");
                        }
                        try {
                            return method.invoke(jsonb, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        void destroy(@Disposes Jsonb jsonb, Recorder recorder) {
            recorder.record("destroyed");
        }
    }

    @Test
    void a_json_binding_bean_of_the_application_reads_payloads() throws Exception {
        assertThat(received("{\"best_bid\":1}", SharedJsonb.class)).isEqualTo(1);
    }

    @Test
    void without_such_a_bean_the_default_json_binding_reads_payloads() throws Exception {
        assertThat(received("{\"bestBid\":1}")).isEqualTo(1);
    }

    private static Object received(String data, Class<?>... beans) throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = application(server, beans).start()) {
            server.request().open().message("tick", data);
            return application.get(Recorder.class).next();
        }
    }

    private static Application.Builder application(StreamServer server, Class<?>... beans) {
        return Application.of(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Prices.class, Recorder.class),
                                java.util.stream.Stream.of(beans))
                        .toArray(Class<?>[]::new))
                .with("eventsource.prices.url", server.url("/"));
    }

    @Test
    void a_dependent_bean_is_made_once_and_destroyed_once_and_never_closed() throws Exception {
        BlockingQueue<Object> received;
        try (StreamServer server = new StreamServer();
                Application application =
                        application(server, DependentJsonb.class).start()) {
            Recorder recorder = application.get(Recorder.class);
            received = recorder.records();
            assertThat(recorder.next()).isEqualTo("made");
            server.request().open().message("tick", "{\"best_bid\":1}").message("tick", "{\"best_bid\":2}");
            assertThat(recorder.next()).isEqualTo(1);
            assertThat(recorder.next()).isEqualTo(2);
        }
        assertThat(received).containsExactly("destroyed");
    }

    @ApplicationScoped
    static class OtherJsonb {
        @Produces
        @Singleton
        Jsonb other() {
            return underscored();
        }
    }

    @Test
    void several_such_beans_are_a_problem_that_names_them() {
        try (StreamServer server = new StreamServer()) {
            assertThat(DeploymentProblemsTest.report(application(server, SharedJsonb.class, OtherJsonb.class)))
                    .contains("2 beans of type jakarta.json.bind.Jsonb could read payloads: ")
                    .contains(OtherJsonb.class.getName() + ".other(), " + SharedJsonb.class.getName() + ".jsonb()")
                    .contains("Give all of them but one a qualifier other than @Named")
                    .contains("(observer " + Prices.class.getName() + ".on(Price, Recorder))");
        }
    }

    @Test
    void several_such_beans_are_no_problem_where_no_payload_needs_them() {
        try (Application application =
                Application.of(SharedJsonb.class, OtherJsonb.class).start()) {
            assertThat(application.container().isRunning()).isTrue();
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class AlternativeJsonb {
        @Produces
        @ApplicationScoped
        Jsonb jsonb() {
            return JsonbBuilder.create(new JsonbConfig().withPropertyNamingStrategy("UPPER_CAMEL_CASE"));
        }
    }

    @Test
    void an_alternative_takes_precedence() throws Exception {
        assertThat(received("{\"BestBid\":1}", SharedJsonb.class, AlternativeJsonb.class))
                .isEqualTo(1);
    }

    @ApplicationScoped
    static class SpecializedJsonb extends SharedJsonb {
        @Override
        @Produces
        @Specializes
        @ApplicationScoped
        Jsonb jsonb() {
            return JsonbBuilder.create(new JsonbConfig().withPropertyNamingStrategy("UPPER_CAMEL_CASE"));
        }
    }

    @Test
    void a_producer_that_specializes_another_takes_precedence() throws Exception {
        assertThat(received("{\"BestBid\":1}", SharedJsonb.class, SpecializedJsonb.class))
                .isEqualTo(1);
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Internal {}

    @ApplicationScoped
    static class QualifiedJsonb {
        @Produces
        @Internal
        @ApplicationScoped
        Jsonb jsonb() {
            return underscored();
        }
    }

    @Test
    void a_bean_with_a_qualifier_of_the_application_is_not_used() throws Exception {
        assertThat(received("{\"bestBid\":1}", QualifiedJsonb.class)).isEqualTo(1);
    }

    @ApplicationScoped
    static class FailingJsonb {
        @Produces
        @ApplicationScoped
        Jsonb jsonb() {
            throw new IllegalStateException("no such module");
        }
    }

    @Test
    void a_bean_that_cannot_be_made_fails_the_deployment() {
        try (StreamServer server = new StreamServer()) {
            assertThat(DeploymentProblemsTest.report(application(server, FailingJsonb.class)))
                    .contains("the application's bean that reads payloads fails")
                    .contains("no such module")
                    .contains("(observer " + Prices.class.getName() + ".on(Price, Recorder))");
        }
    }

    public record Quote(int value) {}

    @ApplicationScoped
    static class Quotes {
        void on(@Observes @Stream("quotes") @EventType("tick") Quote[] quotes) {}
    }

    /** Creates no records, like versions of JSON-B that are older than records. */
    @ApplicationScoped
    static class OldJsonb {
        @Produces
        @Dependent
        Jsonb jsonb() {
            return JsonbFixture.failing((data, type) -> {
                if (type instanceof Class<?> read && read.isRecord()) {
                    throw new JsonbException("no default constructor");
                }
            });
        }
    }

    @Test
    void a_bean_that_makes_no_records_fails_the_deployment_where_records_are_observed() {
        assertThat(DeploymentProblemsTest.report(Application.of(Quotes.class, OldJsonb.class)
                        .with("eventsource.quotes.url", "http://127.0.0.1:1/")))
                .contains("makes no records: jakarta.json.bind.JsonbException: no default constructor")
                .contains("Multi-Release: true")
                .contains("observe a class instead of " + Quote.class.getName())
                .contains("(observer " + Quotes.class.getName() + ".on(Quote[]))");
    }

    @Test
    void a_bean_that_makes_no_records_reads_classes() throws Exception {
        assertThat(received("{\"bestBid\":1}", OldJsonb.class)).isEqualTo(1);
    }

    record Hidden(int value) {}

    @ApplicationScoped
    static class HiddenQuotes {
        void on(@Observes @Stream("quotes") @EventType("tick") Hidden quote) {}
    }

    @Test
    void a_record_that_json_binding_cannot_access_fails_the_deployment() {
        assertThat(DeploymentProblemsTest.report(
                        Application.of(HiddenQuotes.class).with("eventsource.quotes.url", "http://127.0.0.1:1/")))
                .contains("cannot access the record " + Hidden.class.getName() + ": make it public")
                .contains("(observer " + HiddenQuotes.class.getName() + ".on(Hidden))");
    }

    /** Fails like JSON-B on the module path. */
    @ApplicationScoped
    static class OutsideJsonb {
        @Produces
        @Dependent
        Jsonb jsonb() {
            return JsonbFixture.failing((data, type) -> {
                if (type == Quote.class) {
                    throw new JsonbException("module", new InaccessibleObjectException("on purpose"));
                }
            });
        }
    }

    @Test
    void a_record_in_a_module_that_does_not_open_its_package_fails_the_deployment() {
        assertThat(DeploymentProblemsTest.report(Application.of(Quotes.class, OutsideJsonb.class)
                        .with("eventsource.quotes.url", "http://127.0.0.1:1/")))
                .contains("cannot access the record " + Quote.class.getName()
                        + ": open the package org.eventsource.cdi.extension in module-info.java")
                .contains("(observer " + Quotes.class.getName() + ".on(Quote[]))");
    }

    public record Unloadable(int value) {
        static final int LEAST = Integer.parseInt("no number");
    }

    @ApplicationScoped
    static class UnloadableQuotes {
        void on(@Observes @Stream("quotes") @EventType("tick") Unloadable quote) {}
    }

    @Test
    void a_record_that_cannot_be_loaded_fails_the_deployment() {
        assertThat(DeploymentProblemsTest.report(
                        Application.of(UnloadableQuotes.class).with("eventsource.quotes.url", "http://127.0.0.1:1/")))
                .contains("the record " + Unloadable.class.getName() + " cannot be loaded")
                .contains("NumberFormatException: For input string: \"no number\"")
                .contains("(observer " + UnloadableQuotes.class.getName() + ".on(Unloadable))");
    }

    public record Asserting(Integer value) {
        public Asserting {
            if (value == null) {
                throw new AssertionError("no value");
            }
        }
    }

    @ApplicationScoped
    static class AssertingQuotes {
        void on(@Observes @Stream("prices") @EventType("tick") Asserting quote, Recorder recorder) {
            recorder.record(quote);
        }
    }

    @Test
    void a_record_that_refuses_to_be_empty_by_an_error_is_no_problem() throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = Application.of(AssertingQuotes.class, Recorder.class)
                        .with("eventsource.prices.url", server.url("/"))
                        .start()) {
            server.request().open().message("tick", "{\"value\":1}");
            assertThat(application.get(Recorder.class).next()).isEqualTo(new Asserting(1));
        }
    }

    public record Positive(Integer value) {
        public Positive {
            if (value == null) {
                throw new IllegalArgumentException("no value");
            }
        }
    }

    @ApplicationScoped
    static class PositiveQuotes {
        void on(@Observes @Stream("prices") @EventType("tick") Positive quote, Recorder recorder) {
            recorder.record(quote);
        }
    }

    @Test
    void a_record_that_refuses_to_be_empty_is_no_problem() throws Exception {
        try (StreamServer server = new StreamServer();
                Application application = Application.of(PositiveQuotes.class, Recorder.class)
                        .with("eventsource.prices.url", server.url("/"))
                        .start()) {
            server.request().open().message("tick", "{\"value\":1}");
            assertThat(application.get(Recorder.class).next()).isEqualTo(new Positive(1));
        }
    }
}
