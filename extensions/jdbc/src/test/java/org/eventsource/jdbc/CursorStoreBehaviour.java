package org.eventsource.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.spi.Transactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On one database. */
abstract class CursorStoreBehaviour {

    private static final URI URL = URI.create("https://example.org/orders");

    private TrackedDataSource connections;
    private JdbcCursorStore store;

    abstract DataSource database();

    /** The heading of its statement in the document. */
    abstract String name();

    @BeforeEach
    void create() throws Exception {
        connections = new TrackedDataSource(database());
        execute("DROP TABLE IF EXISTS EVENTSOURCE_CURSOR");
        execute(TableStatements.of(name()));
        store = store(true);
    }

    @AfterEach
    void every_connection_is_closed() {
        assertThat(connections.open()).isZero();
    }

    private JdbcCursorStore store(boolean autoCommit) {
        return JdbcCursorStore.of(connections.with(autoCommit)).withSource(URL);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows() throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT STREAM, SOURCE, LAST_EVENT_ID, VERSION, EPOCH, BEAT, OWNER"
                                + " FROM EVENTSOURCE_CURSOR ORDER BY STREAM")) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= 7; column++) {
                    row.add(String.valueOf(found.getObject(column)));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_first_load_inserts_a_row_without_an_id(boolean autoCommit) throws Exception {
        assertThat(store(autoCommit).load("orders")).isEmpty();
        assertThat(store(autoCommit).load("orders")).isEmpty();

        assertThat(rows()).containsExactly("orders https://example.org/orders null 0 0 0 null");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_saved_id_is_loaded_by_every_store(boolean autoCommit) throws Exception {
        JdbcCursorStore first = store(autoCommit);
        first.load("orders");
        first.save("orders", "1");
        first.save("orders", "2");

        assertThat(first.load("orders")).contains("2");
        assertThat(store(autoCommit).load("orders")).contains("2");
        assertThat(rows()).containsExactly("orders https://example.org/orders 2 2 0 0 null");
    }

    @Test
    void a_connection_that_does_not_commit_by_itself_is_committed() throws Exception {
        store(false).save("orders", "1");

        assertThat(connections.commits()).isPositive();
        assertThat(connections.rollbacks()).isZero();
    }

    @Test
    void a_connection_is_rolled_back_after_a_failure() throws Exception {
        JdbcCursorStore manual = store(false);
        manual.load("orders");
        execute("DROP TABLE EVENTSOURCE_CURSOR");

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> manual.save("orders", "1"));
        assertThat(connections.rollbacks()).isEqualTo(1);
    }

    @Test
    void cursors_do_not_disturb_each_other() throws Exception {
        store.save("orders", "1");
        store.save("Orders", "2");
        store.save("others", "3");

        assertThat(store.load("orders")).contains("1");
        assertThat(store.load("Orders")).contains("2");
        assertThat(store.load("others")).contains("3");
    }

    @Test
    void a_cursor_that_another_store_has_moved_is_not_saved() throws Exception {
        JdbcCursorStore other = store(true);
        store.load("orders");
        other.load("orders");
        other.save("orders", "1");

        assertThatExceptionOfType(CursorConflictException.class)
                .isThrownBy(() -> store.save("orders", "1"))
                .withMessage("the cursor orders in EVENTSOURCE_CURSOR was moved by another process, or set by hand");
        assertThatExceptionOfType(CursorConflictException.class).isThrownBy(() -> store.save("orders", "2"));
        assertThat(store.load("orders")).contains("1");
        store.save("orders", "2");
        assertThatExceptionOfType(CursorConflictException.class).isThrownBy(() -> other.save("orders", "3"));
        assertThat(rows()).containsExactly("orders https://example.org/orders 2 2 0 0 null");
    }

    @Test
    void a_cursor_that_was_deleted_is_not_saved() throws Exception {
        store.save("orders", "1");
        execute("DELETE FROM EVENTSOURCE_CURSOR");

        assertThatExceptionOfType(CursorConflictException.class).isThrownBy(() -> store.save("orders", "2"));
        assertThat(store.load("orders")).isEmpty();
        store.save("orders", "3");
        assertThat(store.load("orders")).contains("3");
    }

    @Test
    void a_row_of_another_URL_is_an_error_that_names_both() throws Exception {
        store.save("orders", "1");
        JdbcCursorStore other =
                store.withSource(URI.create("https://joe:secret@example.org/prices?token=secret#secret"));

        assertThatThrownBy(() -> other.load("orders"))
                .hasMessage("the cursor orders in EVENTSOURCE_CURSOR is of https://example.org/orders,"
                        + " not of https://example.org/prices; set another cursor-name");
        assertThatThrownBy(() -> other.save("orders", "2")).hasMessageContaining("is of https://example.org/orders");
        assertThatThrownBy(() -> other.reset("orders", "2")).hasMessageContaining("is of https://example.org/orders");
        assertThat(store.load("orders")).contains("1");
    }

    @Test
    void secrets_of_a_URL_are_neither_stored_nor_compared() throws Exception {
        URI secret = URI.create("https://joe:secret@example.org/orders?token=secret#secret");
        store.withSource(secret).save("orders", "1");

        assertThat(store.load("orders")).contains("1");
        assertThat(rows()).containsExactly("orders https://example.org/orders 1 1 0 0 null");
    }

    @Test
    void a_store_without_a_URL_accepts_every_row_and_a_row_without_one_is_accepted() throws Exception {
        JdbcCursorStore any = JdbcCursorStore.of(connections.with(true));
        any.save("orders", "1");
        assertThat(rows()).containsExactly("orders null 1 1 0 0 null");
        assertThat(store.load("orders")).contains("1");

        store.save("others", "2");
        assertThat(any.load("others")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_reset_counts_whatever_the_row_has(boolean autoCommit) throws Exception {
        store.load("orders");
        store(autoCommit).save("orders", "1");
        store(autoCommit).reset("orders", "0");

        assertThat(rows()).containsExactly("orders https://example.org/orders 0 2 1 0 null");
        assertThatExceptionOfType(CursorConflictException.class).isThrownBy(() -> store.save("orders", "2"));
        assertThat(store.load("orders")).contains("0");
        store.save("orders", "1");
        assertThat(rows()).containsExactly("orders https://example.org/orders 1 3 1 0 null");
    }

    @Test
    void a_store_that_resets_a_cursor_does_not_overwrite_it_either() throws Exception {
        store.save("orders", "1");
        store.reset("orders", "0");

        assertThatExceptionOfType(CursorConflictException.class).isThrownBy(() -> store.save("orders", "2"));
    }

    @Test
    void a_reset_inserts_the_row_that_is_absent() throws Exception {
        store.reset("orders", "7");

        assertThat(rows()).containsExactly("orders https://example.org/orders 7 1 1 0 null");
    }

    static Stream<String> ids() {
        return Stream.of(" ", "a\u00e9\u20ac\ud83d\ude00", "'; --", "\u20ac".repeat(1_000), "\ud83d\ude00".repeat(500));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void ids_and_names_are_stored_exactly(String id) throws Exception {
        String name = id.substring(0, Math.min(id.length(), 254));
        store.save(name, id);

        assertThat(store(true).load(name)).contains(id);
    }

    @Test
    void an_empty_id_is_none_as_in_Oracle() throws Exception {
        store.load("orders");
        execute("UPDATE EVENTSOURCE_CURSOR SET LAST_EVENT_ID = ''");

        assertThat(store.load("orders")).isEmpty();
    }

    @Test
    void ids_and_names_have_a_length() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.save("orders", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.save("orders", "x".repeat(1_001)))
                .withMessage("the id has 1001 characters, allowed are 1 to 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> store.reset("orders", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> store.load("x".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> store.load(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A B", "A;B", "A\"B", "Ä", "A-B", ".A", "A\n"})
    void a_table_has_a_plain_name(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.withTable(name))
                .withMessageStartingWith("cursor-table: ");
    }

    @Test
    void a_table_may_be_in_a_schema() throws Exception {
        execute("DROP SCHEMA IF EXISTS OTHER_1 CASCADE");
        execute("CREATE SCHEMA OTHER_1");
        execute(TableStatements.of(name()).replace("EVENTSOURCE_CURSOR", "OTHER_1.CURSORS"));
        store.withTable("OTHER_1.CURSORS").save("orders", "1");

        assertThat(store.withTable("other_1.cursors").load("orders")).contains("1");
        assertThat(rows()).isEmpty();
    }

    @Test
    void a_table_that_is_absent_is_named() throws Exception {
        execute("DROP TABLE EVENTSOURCE_CURSOR");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> store.load("orders"))
                .withMessageStartingWith("the table EVENTSOURCE_CURSOR cannot be read; docs/cursor-table.md has the"
                        + " statement that creates it: ")
                .matches(failure -> failure.getSQLState().startsWith("42"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_many_that_insert_a_row_one_does_and_the_others_read_it(boolean autoCommit) throws Exception {
        int threads = 6;
        CyclicBarrier start = new CyclicBarrier(threads);
        for (int round = 0; round < 4; round++) {
            String name = "round " + round;
            List<Optional<String>> loaded = inParallel(threads, () -> {
                start.await();
                return store(autoCommit).load(name);
            });
            assertThat(loaded).hasSize(threads).allMatch(Optional::isEmpty);
        }
        assertThat(rows()).hasSize(4);
    }

    @Test
    void each_version_is_saved_by_one_store_only() throws Exception {
        int threads = 4;
        int saves = 10;
        List<Integer> conflicts = inParallel(threads, () -> {
            JdbcCursorStore own = store(true);
            int conflictsOfThread = 0;
            for (int saved = 0; saved < saves; ) {
                int id = own.load("orders").map(Integer::parseInt).orElse(0);
                try {
                    own.save("orders", String.valueOf(id + 1));
                    saved++;
                } catch (CursorConflictException e) {
                    conflictsOfThread++;
                }
            }
            return conflictsOfThread;
        });

        assertThat(conflicts).hasSize(threads);
        assertThat(rows()).containsExactly("orders https://example.org/orders 40 40 0 0 null");
    }

    private static <T> List<T> inParallel(int threads, Callable<T> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                futures.add(executor.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    /** A transaction of the test: one connection that is not closed by those who get it. */
    private final class TestTransaction implements Transactions, AutoCloseable {

        private final Connection connection;

        TestTransaction() throws SQLException {
            this.connection = database().getConnection();
            connection.setAutoCommit(false);
        }

        DataSource dataSource() {
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, values) -> Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (unused, call, arguments) -> {
                                switch (call.getName()) {
                                    case "close" -> {
                                        return null;
                                    }
                                    case "commit", "rollback", "setAutoCommit" ->
                                        throw new AssertionError(call.getName() + " is called in a transaction");
                                    default -> {
                                        return call.invoke(connection, arguments);
                                    }
                                }
                            }));
        }

        @Override
        public boolean areAvailable() {
            return true;
        }

        @Override
        public void begin(Duration timeout) {}

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void rollback() throws SQLException {
            connection.rollback();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Test
    void in_a_transaction_a_save_is_a_part_of_it() throws Exception {
        store.load("orders");
        try (TestTransaction transaction = new TestTransaction()) {
            JdbcCursorStore joined =
                    JdbcCursorStore.of(transaction.dataSource()).withSource(URL).withTransactions(transaction);
            joined.load("orders");
            joined.save("orders", "1");
            transaction.rollback();
            assertThat(store.load("orders")).isEmpty();

            assertThat(joined.load("orders")).isEmpty();
            joined.save("orders", "1");
            assertThat(store.load("orders")).isEmpty();
            transaction.commit();
            assertThat(store.load("orders")).contains("1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_row_that_a_transaction_has_changed_is_waited_for(boolean commits) throws Exception {
        store.load("orders");
        try (TestTransaction transaction = new TestTransaction()) {
            JdbcCursorStore joined =
                    JdbcCursorStore.of(transaction.dataSource()).withTransactions(transaction);
            joined.load("orders");
            joined.save("orders", "of the transaction");
            ExecutorService executor = Executors.newSingleThreadExecutor();
            try {
                Future<String> other = executor.submit(() -> {
                    try {
                        store.save("orders", "of the other");
                        return "saved";
                    } catch (CursorConflictException e) {
                        return "conflict";
                    }
                });
                if (commits) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
                assertThat(other.get()).isEqualTo(commits ? "conflict" : "saved");
            } finally {
                executor.shutdownNow();
            }
        }
        assertThat(store.load("orders")).contains(commits ? "of the transaction" : "of the other");
    }

    @Test
    void a_data_source_that_takes_no_part_in_transactions_is_refused() throws Exception {
        try (TestTransaction transaction = new TestTransaction()) {
            JdbcCursorStore apart =
                    JdbcCursorStore.of(connections.with(true)).withSource(URL).withTransactions(transaction);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> apart.load("orders"))
                    .withMessage(
                            "data-source: its connections are in auto-commit mode in a transaction; use a data source"
                                    + " that takes part in transactions, or set transaction = none");
            assertThat(rows()).containsExactly("orders https://example.org/orders null 0 0 0 null");
        }
    }

    @Test
    void a_data_source_that_never_commits_is_noticed_when_a_row_is_inserted() throws Exception {
        try (TestTransaction transaction = new TestTransaction()) {
            JdbcCursorStore lost =
                    JdbcCursorStore.of(connections.with(false)).withSource(URL).withTransactions(transaction);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> lost.load("orders"))
                    .withMessageEndingWith("the data source does not commit outside of transactions");
        }
    }
}
