package org.eventsource.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.eventsource.itests.support.Patience;
import org.eventsource.spi.Transactions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.xa.PGXADataSource;

/** The driver of PostgreSQL leaves connections in auto-commit mode in a transaction of Narayana. */
class PostgresTransactionsTest {

    @TempDir
    private static Path store;

    private static EmbeddedPostgres server;

    private final Transactions transactions = new UserTransactions(narayana());
    private final DataSource plain = server.getPostgresDatabase();

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("ObjectStoreEnvironmentBean.objectStoreDir", store.toString());
        System.setProperty("com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean.objectStoreDir", store.toString());
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "off")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void createTable() throws Exception {
        execute(plain, "DROP TABLE IF EXISTS EVENTSOURCE_CURSOR");
        execute(plain, TableStatements.of("PostgreSQL"));
    }

    private static UserTransaction narayana() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    private static DataSource enlisted() {
        PGXADataSource database = new PGXADataSource();
        database.setUrl(server.getJdbcUrl("postgres", "postgres"));
        return EnlistedDataSource.of(database);
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long beat() throws SQLException {
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT BEAT FROM EVENTSOURCE_CURSOR")) {
            found.next();
            return found.getLong(1);
        }
    }

    @Test
    void a_save_belongs_to_the_transaction() throws Exception {
        JdbcCursorStore cursors = JdbcCursorStore.of(enlisted()).withTransactions(transactions);
        assertThat(cursors.load("orders")).isEmpty();
        assertThat(beat()).isZero();

        transactions.begin(Duration.ZERO);
        cursors.save("orders", "1");
        transactions.rollback();
        assertThat(cursors.load("orders")).isEmpty();

        transactions.begin(Duration.ZERO);
        cursors.save("orders", "1");
        transactions.commit();
        assertThat(cursors.load("orders")).contains("1");
    }

    @Test
    void a_save_after_the_end_of_the_transaction_changes_nothing() throws Exception {
        JdbcCursorStore cursors = JdbcCursorStore.of(enlisted()).withTransactions(transactions);
        cursors.load("orders");
        transactions.begin(Duration.ZERO);
        narayana().rollback();

        assertThatThrownBy(() -> cursors.save("orders", "1"))
                .hasMessageContaining("the thread has none that can be committed");
        assertThat(cursors.load("orders")).isEmpty();
    }

    @Test
    void a_save_after_the_time_of_the_transaction_changes_nothing() throws Exception {
        JdbcCursorStore cursors = JdbcCursorStore.of(enlisted()).withTransactions(transactions);
        cursors.load("orders");
        transactions.begin(Duration.ofMillis(1));
        await().pollInSameThread().atMost(Patience.LIMIT).until(() -> narayana().getStatus() != Status.STATUS_ACTIVE);

        Throwable thrown = catchThrowable(() -> cursors.save("orders", "1"));
        transactions.rollback();
        assertThat(thrown).isNotNull();
        assertThat(narayana().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(cursors.load("orders")).isEmpty();
    }

    @Test
    void a_data_source_without_transactions_does_not_open() throws Exception {
        JdbcCursorStore cursors = JdbcCursorStore.of(plain).withTransactions(transactions);

        assertThatThrownBy(() -> cursors.load("orders"))
                .hasMessageContaining("its connections are in auto-commit mode in a transaction");
        assertThat(beat()).isZero();
        assertThatThrownBy(() -> cursors.save("orders", "1"))
                .hasMessageContaining("its connections are in auto-commit mode in a transaction");
    }
}
