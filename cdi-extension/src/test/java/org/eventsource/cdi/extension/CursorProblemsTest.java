package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.util.Throwables;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.cursor.CursorStore;
import org.eventsource.spi.CursorKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings of cursors, and observers, with which messages could be lost, or handled twice. They fail the deployment, or
 * there is a warning.
 */
class CursorProblemsTest {

    private static final String NO_LETTERS =
            "when-exhausted: set to dead-letter, but no synchronous observer of DeadLetterEvent receives the letters of ";

    private final Map<String, String> settings = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    @ApplicationScoped
    static class Orders {
        void on(@Observes @Stream("orders") MessageEvent message) {}
    }

    @ApplicationScoped
    static class TypedOrders {
        void on(@Observes @Stream("orders") @EventType("order") MessageEvent message) {}
    }

    @ApplicationScoped
    static class AsyncOrders {
        void on(@ObservesAsync @Stream("orders") MessageEvent message) {}
    }

    @ApplicationScoped
    static class DecodedLater {
        void on(@ObservesAsync @Stream("orders") @EventType("order") String order) {}
    }

    @ApplicationScoped
    static class Letters {
        void on(@Observes @Stream("orders") DeadLetterEvent letter) {}
    }

    @ApplicationScoped
    static class TypedLetters {
        void on(@Observes @Stream("orders") @EventType("order") DeadLetterEvent letter) {}
    }

    @ApplicationScoped
    static class AsyncLetters {
        void on(@ObservesAsync @Stream("orders") DeadLetterEvent letter) {}
    }

    @ApplicationScoped
    static class LateLetters {
        void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Stream("orders") DeadLetterEvent letter) {}
    }

    @ApplicationScoped
    static class ConditionalLetters {
        void on(@Observes(notifyObserver = Reception.IF_EXISTS) @Stream("orders") DeadLetterEvent letter) {}
    }

    @Dependent
    static class Files {
        @Produces
        @Singleton
        @Stream("orders")
        static CursorStore store() {
            return CursorStore.file(directory);
        }
    }

    @Dependent
    static class ProxiedFiles {
        @Produces
        @ApplicationScoped
        @Stream("orders")
        static CursorStore store() {
            return CursorStore.file(directory);
        }
    }

    @BeforeEach
    void setUp() {
        with("orders.url", "http://127.0.0.1:1/orders");
    }

    private CursorProblemsTest with(String name, String value) {
        settings.put("eventsource." + name, value);
        return this;
    }

    private void start(Class<?>... classes) {
        Application.Builder builder = Application.of(classes);
        settings.forEach(builder::with);
        builder.start().close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatStart(Class<?>... classes) {
        return assertThatThrownBy(() -> start(classes));
    }

    @Test
    void a_file_takes_no_part_in_a_transaction() {
        with("orders.cursor", "file").with("orders.cursor-directory", directory.toString());
        with("orders.transaction", "required");
        assertThatStart(Orders.class, Ledger.class, Ledger.OfLedger.class)
                .hasStackTraceContaining("stream \"orders\": transaction: set to required, but the cursor is in a file,"
                        + " which takes part in no transaction");
    }

    @ParameterizedTest
    @ValueSource(classes = {Files.class, ProxiedFiles.class})
    void a_bean_that_is_a_file_takes_no_part_in_a_transaction(Class<?> files) {
        with("orders.transaction", "required");
        assertThatStart(Orders.class, files, Transacting.class).hasStackTraceContaining("the cursor is in a file");
    }

    /** Transactions of a container. */
    @Singleton
    static class Transacting implements org.eventsource.spi.Transactions {
        @Override
        public boolean areAvailable() {
            return true;
        }

        @Override
        public void begin(java.time.Duration timeout) {}

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    }

    @Test
    void a_file_without_a_transaction_is_accepted() {
        with("orders.cursor", "file").with("orders.cursor-directory", directory.toString());
        start(Orders.class, Ledger.class, Ledger.OfLedger.class);
    }

    @ApplicationScoped
    static class Invoices {
        void on(@Observes @Stream("invoices") MessageEvent message) {}
    }

    private CursorProblemsTest withFile(String stream) {
        return with(stream + ".cursor", "file").with(stream + ".cursor-directory", directory.toString());
    }

    private CursorProblemsTest withTwoFiles() {
        with("invoices.url", "http://127.0.0.1:1/invoices");
        return withFile("orders").withFile("invoices");
    }

    @Test
    void two_streams_with_one_cursor_are_named() {
        withTwoFiles().with("orders.cursor-name", "all").with("invoices.cursor-name", "all");
        assertThatStart(Orders.class, Invoices.class)
                .hasStackTraceContaining("stream \"orders\"")
                .hasStackTraceContaining("stream \"invoices\"")
                .hasStackTraceContaining(": both have the cursor all; set another cursor-name for one of them");
    }

    @Test
    void a_name_may_be_the_key_of_another_stream_only_if_that_has_another_name() {
        withTwoFiles().with("orders.cursor-name", "invoices");
        assertThatStart(Orders.class, Invoices.class).hasStackTraceContaining("both have the cursor invoices;");
    }

    @Test
    void two_streams_with_cursors_of_their_own_are_accepted() {
        withTwoFiles().with("orders.cursor-name", "invoices").with("invoices.cursor-name", "orders");
        start(Orders.class, Invoices.class);
    }

    /** Observers of streams whose keys are URLs, or that have no key. */
    static final class Urls {

        static final String QUERY = "http://127.0.0.1:1/orders?token=s3cret";
        static final String USER = "http://me:s3cret@127.0.0.1:1/orders";
        static final String EXPRESSION = "${orders.server}/orders?token=${orders.token}";
        static final String PLAIN = "${orders.server}/orders";

        @ApplicationScoped
        static class Query {
            void on(@Observes @Stream(QUERY) MessageEvent message) {}
        }

        @ApplicationScoped
        static class User {
            void on(@Observes @Stream(USER) MessageEvent message) {}
        }

        @ApplicationScoped
        static class Expression {
            void on(@Observes @Stream(EXPRESSION) MessageEvent message) {}
        }

        @ApplicationScoped
        static class Plain {
            void on(@Observes @Stream(PLAIN) MessageEvent message) {}
        }

        @ApplicationScoped
        static class Default {
            void on(@Observes @Stream MessageEvent message) {}
        }
    }

    private void withServer() {
        settings.put("orders.server", "http://127.0.0.1:1");
        settings.put("orders.token", "s3cret");
        with("cursor", "file").with("cursor-directory", directory.toString());
        with("url", "http://127.0.0.1:1/all");
    }

    @ParameterizedTest
    @ValueSource(classes = {Urls.Query.class, Urls.User.class, Urls.Expression.class, Urls.Default.class})
    void a_key_that_may_have_secrets_or_is_empty_is_no_name(Class<?> observer) {
        withServer();
        assertThatStart(observer)
                .hasStackTraceContaining("cursor-name: missing, and the key cannot be the name, as it is empty or a URL"
                        + " with user information or a query")
                .extracting(Throwables::getStackTrace, STRING)
                .doesNotContain("s3cret");
    }

    @Test
    void a_key_that_is_a_url_without_secrets_is_a_name() {
        withServer();
        start(Urls.Plain.class);
    }

    @Test
    void a_stream_whose_key_is_no_name_is_accepted_with_a_name() {
        withServer();
        with("\"" + Urls.QUERY + "\".cursor-name", "orders");
        start(Urls.Query.class);
    }

    @Dependent
    static class OtherFiles {
        @Produces
        @Singleton
        @Stream("orders")
        static CursorStore store() {
            return CursorStore.file(directory.resolve("other"));
        }
    }

    @Dependent
    static class PreferredFiles {
        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        @Stream("orders")
        static CursorStore store() {
            return CursorStore.file(directory.resolve("preferred"));
        }
    }

    @Test
    void two_stores_of_one_stream_are_named_with_their_places() {
        assertThatStart(Orders.class, Files.class, OtherFiles.class)
                .hasStackTraceContaining(
                        "stream \"orders\": cursor: there are 2 beans of type CursorStore with @Stream: ")
                .hasStackTraceContaining(Files.class.getName() + ".store")
                .hasStackTraceContaining(OtherFiles.class.getName() + ".store")
                .hasStackTraceContaining("; keep one of them");
    }

    @Test
    void an_alternative_decides_between_the_stores_of_a_stream() {
        start(Orders.class, Files.class, PreferredFiles.class);
    }

    @Test
    void a_store_of_another_stream_is_no_second_one() {
        with("invoices.url", "http://127.0.0.1:1/invoices");
        start(Orders.class, Files.class, Invoices.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {AsyncOrders.class, DecodedLater.class})
    void an_asynchronous_observer_has_no_place_in_a_required_transaction(Class<?> observer) {
        with("orders.transaction", "required").with("orders.cursor", "jdbc");
        assertThatStart(Orders.class, observer, Database.class, Transacting.class)
                .hasStackTraceContaining(
                        "stream \"orders\": transaction: set to required, but the stream has asynchronous"
                                + " observers, which are outside the transaction; use @Observes");
    }

    @Test
    void a_required_transaction_with_synchronous_observers_alone_is_accepted() {
        with("orders.transaction", "required").with("orders.cursor", "jdbc");
        start(Orders.class, Database.class, Transacting.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on-failure        | stop    | not retry, continue or close",
                "when-exhausted    | skip    | not close or dead-letter",
                "handling-attempts | -1      | not a number such as 5",
                "handling-attempts | many    | not a number such as 5",
                "handling-delay    | -1s     | not a duration such as 10s, 500ms, 2m or PT1H",
                "handling-delay    | 10      | not a duration such as 10s, 500ms, 2m or PT1H",
                "commit            | batch   | not message or read",
                "transaction       | yes     | not auto, required or none",
                "cursor-table      | a b     | not the name of a table: letters, digits, _ and ., not beginning with a digit",
            })
    void a_value_that_no_setting_has_is_named(String name, String value, String problem) {
        with("orders." + name, value);
        assertThatStart(Orders.class)
                .hasStackTraceContaining("- eventsource.orders.%s: %s: \"%s\"".formatted(name, problem, value));
    }

    @Test
    void a_name_of_more_than_255_characters_is_a_problem() {
        withFile("orders").with("orders.cursor-name", "n".repeat(256));
        assertThatStart(Orders.class)
                .hasStackTraceContaining("- eventsource.orders.cursor-name: not a name of 1 to 255 characters: \"nnn");
    }

    @Test
    void a_name_of_255_characters_is_accepted() {
        withFile("orders").with("orders.cursor-name", "n".repeat(255));
        start(Orders.class);
    }

    /** A kind of cursor that takes part in transactions. */
    @Singleton
    static class Database implements CursorKind {

        @Override
        public String name() {
            return "jdbc";
        }

        @Override
        public CursorStore create(Settings settings) {
            return new CursorStore() {
                @Override
                public Optional<String> load(String stream) {
                    return Optional.empty();
                }

                @Override
                public void save(String stream, String lastEventId) {}
            };
        }
    }

    /** Starts an application with a cursor in a database. Returns what is logged about transactions. */
    private List<String> loggedOfTransactions(Class<?>... classes) {
        with("orders.cursor", "jdbc");
        try (LogFixture log = new LogFixture()) {
            start(classes);
            return log.messages().stream()
                    .filter(line -> line.contains("transaction"))
                    .toList();
        }
    }

    @Test
    void an_asynchronous_observer_takes_the_transaction_from_its_stream_with_a_warning() {
        assertThat(loggedOfTransactions(
                        Orders.class, AsyncOrders.class, DecodedLater.class, Database.class, Transacting.class))
                .containsExactly(
                        "WARNING stream \"orders\" (http://127.0.0.1:1/orders): cursor jdbc without a transaction, because of the asynchronous"
                                + " observer " + AsyncOrders.class.getName() + ".on(MessageEvent) and observer "
                                + DecodedLater.class.getName()
                                + ".on(String): what observers do is not in the transaction of the"
                                + " cursor, so that after a crash a message may be handled twice; use @Observes, or set"
                                + " transaction = none to accept it");
    }

    @Test
    void a_container_without_transactions_is_named_once() {
        assertThat(loggedOfTransactions(Orders.class, Database.class))
                .containsExactly(
                        "INFO stream \"orders\" (http://127.0.0.1:1/orders): cursor jdbc without a transaction, as there is no"
                                + " UserTransaction: after a crash a message may be handled twice");
    }

    @Test
    void a_transaction_that_is_not_wanted_is_not_warned_of() {
        with("orders.transaction", "none");
        assertThat(loggedOfTransactions(Orders.class, AsyncOrders.class, Database.class, Transacting.class))
                .isEmpty();
    }

    @Test
    void asynchronous_observers_of_letters_leave_the_transaction_to_the_stream() {
        assertThat(loggedOfTransactions(
                        Orders.class, Letters.class, AsyncLetters.class, Database.class, Transacting.class))
                .isEmpty();
    }

    private void withDeadLetters() {
        with("orders.on-failure", "retry").with("orders.when-exhausted", "dead-letter");
    }

    @Test
    void letters_of_one_type_are_not_enough_for_messages_of_all_types() {
        withDeadLetters();
        assertThatStart(Orders.class, TypedLetters.class)
                .hasStackTraceContaining(NO_LETTERS + "observer " + Orders.class.getName() + ".on(MessageEvent)");
    }

    @Test
    void letters_of_the_type_of_all_messages_are_enough() {
        withDeadLetters();
        start(TypedOrders.class, TypedLetters.class);
    }

    @Test
    void an_asynchronous_observer_of_letters_is_not_enough() {
        withDeadLetters();
        assertThatStart(Orders.class, AsyncLetters.class).hasStackTraceContaining(NO_LETTERS);
    }

    @Test
    void an_observer_that_is_called_after_the_commit_is_not_enough() {
        withDeadLetters();
        assertThatStart(Orders.class, LateLetters.class).hasStackTraceContaining(NO_LETTERS);
    }

    @Test
    void an_observer_that_is_called_only_if_its_bean_exists_is_not_enough() {
        withDeadLetters();
        assertThatStart(Orders.class, ConditionalLetters.class).hasStackTraceContaining(NO_LETTERS);
    }

    @Test
    void data_for_an_asynchronous_observer_may_become_a_letter() {
        withDeadLetters();
        assertThatStart(DecodedLater.class, AsyncLetters.class).hasStackTraceContaining(NO_LETTERS);
    }

    @Test
    void messages_of_asynchronous_observers_become_no_letters() {
        withDeadLetters();
        start(AsyncOrders.class, TypedLetters.class);
    }

    @Test
    void other_observers_of_letters_may_be_there_too() {
        withDeadLetters();
        start(Orders.class, Letters.class, AsyncLetters.class, TypedLetters.class);
    }
}
