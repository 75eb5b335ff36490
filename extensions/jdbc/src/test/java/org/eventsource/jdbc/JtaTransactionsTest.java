package org.eventsource.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.cursor.CursorStore;
import org.eventsource.itests.support.Patience;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.Transactions;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the store in real transactions, which Narayana provides. */
class JtaTransactionsTest {

    @TempDir
    private static Path store;

    private SeContainer container;
    private Transactions transactions;
    private CursorStore cursors;

    @ApplicationScoped
    static class Beans {

        @Produces
        DataSource dataSource() {
            return EnlistedDataSource.of(database());
        }

        @Produces
        UserTransaction transaction() {
            return narayana();
        }
    }

    private static UserTransaction narayana() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    private static JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:jta;DB_CLOSE_DELAY=-1");
        return database;
    }

    @BeforeAll
    static void configure() {
        System.setProperty("ObjectStoreEnvironmentBean.objectStoreDir", store.toString());
        System.setProperty("com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean.objectStoreDir", store.toString());
    }

    @BeforeEach
    void start() throws Exception {
        execute("DROP TABLE IF EXISTS EVENTSOURCE_CURSOR");
        execute("DROP TABLE IF EXISTS EFFECTS");
        execute(TableStatements.of("H2"));
        execute("CREATE TABLE EFFECTS (ID VARCHAR(10) NOT NULL)");
        container = Containers.with(Beans.class);
        transactions = container.select(Transactions.class).get();
        cursors = container.select(CursorKind.class).get().create(new TestSettings(Map.of(), true));
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
        assertThat(narayana().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> effects() throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT ID FROM EFFECTS ORDER BY ID")) {
            List<String> ids = new ArrayList<>();
            while (found.next()) {
                ids.add(found.getString(1));
            }
            return ids;
        }
    }

    private void handle(String id) throws Exception {
        try (Connection connection = container.select(DataSource.class).get().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO EFFECTS VALUES ('" + id + "')");
        }
        cursors.save("orders", id);
    }

    @Test
    void effects_and_cursor_are_committed_together() throws Exception {
        assertThat(transactions.areAvailable()).isTrue();
        assertThat(cursors.load("orders")).isEmpty();
        transactions.begin(Duration.ofMinutes(1));
        handle("1");
        transactions.commit();

        assertThat(effects()).containsExactly("1");
        assertThat(cursors.load("orders")).contains("1");
    }

    @Test
    void effects_and_cursor_are_rolled_back_together() throws Exception {
        cursors.load("orders");
        transactions.begin(Duration.ZERO);
        handle("1");
        transactions.rollback();

        assertThat(effects()).isEmpty();
        assertThat(cursors.load("orders")).isEmpty();
        transactions.begin(Duration.ZERO);
        handle("1");
        transactions.commit();
        assertThat(effects()).containsExactly("1");
        assertThat(cursors.load("orders")).contains("1");
    }

    @Test
    void effects_of_a_process_that_lost_the_race_are_rolled_back() throws Exception {
        cursors.load("orders");
        CursorStore other = JdbcCursorStore.of(database());
        other.save("orders", "1");
        transactions.begin(Duration.ZERO);

        assertThatExceptionOfType(CursorConflictException.class).isThrownBy(() -> handle("1"));
        transactions.rollback();
        assertThat(effects()).isEmpty();
        assertThat(cursors.load("orders")).contains("1");
    }

    @Test
    void after_its_time_a_transaction_can_only_be_rolled_back() throws Exception {
        cursors.load("orders");
        transactions.begin(Duration.ofMillis(1));
        handle("1");
        await().pollInSameThread().atMost(Patience.LIMIT).until(() -> narayana().getStatus() != Status.STATUS_ACTIVE);

        assertThatThrownBy(() -> transactions.commit()).isInstanceOf(RollbackException.class);
        assertThat(narayana().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(effects()).isEmpty();
        assertThat(cursors.load("orders")).isEmpty();
    }

    @Test
    void a_rollback_without_a_transaction_does_nothing() throws Exception {
        transactions.rollback();
    }

    @Test
    void a_data_source_without_transactions_does_not_open() {
        CursorStore apart = JdbcCursorStore.of(database()).withTransactions(transactions);

        assertThatThrownBy(() -> apart.load("orders"))
                .hasMessageContaining("its connections are in auto-commit mode in a transaction");
    }

    @Test
    void the_time_of_later_transactions_is_set_back() throws Exception {
        List<String> calls = new ArrayList<>();
        UserTransaction recording = (UserTransaction) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UserTransaction.class}, (proxy, method, values) -> {
                    calls.add(method.getName() + (values == null ? "" : " " + values[0]));
                    return method.getName().equals("getStatus") ? Status.STATUS_NO_TRANSACTION : null;
                });
        new UserTransactions(recording).begin(Duration.ofMillis(1_500));
        new UserTransactions(recording).begin(Duration.ZERO);

        assertThat(calls).containsExactly("setTransactionTimeout 2", "begin", "setTransactionTimeout 0", "begin");
    }

    @Test
    void a_commit_that_leaves_the_transaction_is_rolled_back() throws Exception {
        UserTransaction failing = (UserTransaction) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UserTransaction.class}, (proxy, method, values) -> {
                    if (method.getName().equals("commit")) {
                        throw new IllegalStateException("not yet");
                    }
                    try {
                        return method.invoke(narayana(), values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        UserTransactions wrapped = new UserTransactions(failing);
        wrapped.begin(Duration.ZERO);

        assertThatThrownBy(wrapped::commit).hasMessage("not yet");
    }

    /** An observer may still run when the container has waited for it long enough. */
    @Test
    void a_transaction_can_be_ended_after_the_stop_of_the_container() throws Exception {
        SeContainer other = Containers.with(Beans.class);
        Transactions last = other.select(Transactions.class).get();
        try (other) {
            last.begin(Duration.ZERO);
        }

        last.rollback();
        assertThat(narayana().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void a_user_transaction_in_JNDI_comes_first() throws Exception {
        for (String name : List.of("java:comp/UserTransaction", "java:jboss/UserTransaction")) {
            try (SeContainer without = Containers.with();
                    TestNames unused = TestNames.of(Map.of(name, narayana()))) {
                Transactions found = without.select(Transactions.class).get();
                assertThat(found.areAvailable()).isTrue();
                found.begin(Duration.ZERO);
                assertThat(narayana().getStatus()).isEqualTo(Status.STATUS_ACTIVE);
                found.rollback();
            }
        }
    }

    @Test
    void without_a_user_transaction_there_are_none() {
        try (SeContainer without = Containers.with()) {
            Transactions none = without.select(Transactions.class).get();
            assertThat(none.areAvailable()).isFalse();
            assertThatThrownBy(() -> none.begin(Duration.ZERO)).hasMessage("the container has no UserTransaction");
        }
    }
}
