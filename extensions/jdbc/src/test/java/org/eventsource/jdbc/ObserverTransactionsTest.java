package org.eventsource.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseServer;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code @Transactional} and transactional observers do in the transaction of a message. */
class ObserverTransactionsTest {

    private static final String LAST_EVENT_ID = "SELECT LAST_EVENT_ID FROM EVENTSOURCE_CURSOR";

    @TempDir
    private static Path store;

    /** What this test provokes is logged. */
    private final List<Logger> loggers = List.of(
            Logger.getLogger("org.eventsource.stream"),
            Logger.getLogger("com.arjuna.ats"),
            Logger.getLogger("org.hibernate"));

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private SseServer server;
    private SeContainer container;

    @ApplicationScoped
    static class Sources {

        @Produces
        DataSource dataSource() {
            return EnlistedDataSource.of(database());
        }
    }

    /** Inserts rows in methods with each kind of transaction. */
    @ApplicationScoped
    static class Orders {

        @Inject
        DataSource dataSource;

        @Inject
        UserTransaction current;

        private EntityManagerFactory entities;

        /** Also creates the bean. */
        @Override
        public String toString() {
            return "Orders";
        }

        void insert(String id) {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement("INSERT INTO EFFECTS VALUES (?)")) {
                statement.setString(1, id);
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Transactional
        void required(String id) {
            insert(id);
        }

        @Transactional(TxType.MANDATORY)
        void mandatory(String id) {
            insert(id);
        }

        @Transactional(TxType.SUPPORTS)
        void supports(String id) {
            insert(id);
        }

        @Transactional(TxType.REQUIRES_NEW)
        void requiresNew(String id) {
            insert(id);
        }

        @Transactional(TxType.NOT_SUPPORTED)
        void notSupported(String id) {
            insert(id);
        }

        @Transactional(TxType.NEVER)
        void never(String id) {
            insert(id);
        }

        @Transactional
        void failing(String id) {
            insert(id);
            throw new IllegalStateException("no room for " + id);
        }

        /** The row is written when the transaction is committed. */
        void persist(String id) {
            EntityManager manager = entities.createEntityManager();
            manager.persist(new OrderRow(id));
            manager.close();
        }

        /** Starts Hibernate, outside of the transactions of messages. */
        @PostConstruct
        void open() {
            entities = new PersistenceConfiguration("orders")
                    .managedClass(OrderRow.class)
                    .transactionType(PersistenceUnitTransactionType.JTA)
                    .property("jakarta.persistence.jtaDataSource", dataSource)
                    .property(
                            "hibernate.transaction.jta.platform",
                            "org.hibernate.engine.transaction.jta.platform.internal.JBossStandAloneJtaPlatform")
                    .createEntityManagerFactory();
        }

        @PreDestroy
        void close() {
            entities.close();
        }

        void rollingBack() throws Exception {
            current.rollback();
        }

        void beginning() throws Exception {
            current.begin();
        }
    }

    /** The code of the test. */
    @Singleton
    static class Script {

        volatile Action action = orders -> {};
        volatile BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        volatile int failures;

        interface Action {
            void on(Orders orders) throws Exception;
        }
    }

    @ApplicationScoped
    static class Observer {

        @Inject
        Script script;

        @Inject
        Orders orders;

        void on(@Observes @Stream("orders") MessageEvent message) throws Exception {
            script.action.on(orders);
            if (script.failures-- > 0) {
                throw new IllegalStateException("not yet");
            }
        }

        void failed(@Observes @Stream("orders") FailedEvent failed) {
            script.lines.add("failed " + failed.phase());
        }

        void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Stream("orders") MessageEvent message)
                throws Exception {
            script.lines.add("after success " + effects());
            throw new IllegalStateException("too late");
        }

        void rolledBack(@Observes(during = TransactionPhase.AFTER_FAILURE) @Stream("orders") MessageEvent message) {
            script.lines.add("after failure");
        }
    }

    @ApplicationScoped
    static class PlainObserver {

        @Inject
        Script script;

        @Inject
        Orders orders;

        void on(@Observes @Stream("orders") MessageEvent message) throws Exception {
            script.action.on(orders);
        }

        void failed(@Observes @Stream("orders") FailedEvent failed) {
            script.lines.add("failed " + failed.phase());
        }
    }

    @ApplicationScoped
    static class TransactionalObserver {

        @Inject
        Script script;

        @Inject
        Orders orders;

        @Transactional
        void on(@Observes @Stream("orders") MessageEvent message) throws Exception {
            script.action.on(orders);
            script.lines.add("handled");
        }
    }

    private static JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:observers;DB_CLOSE_DELAY=-1");
        return database;
    }

    private static List<String> effects() throws SQLException {
        return column("SELECT ID FROM EFFECTS ORDER BY ID");
    }

    private static List<String> column(String query) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (found.next()) {
                values.add(found.getString(1));
            }
            return values;
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @BeforeAll
    static void configure() {
        System.setProperty("ObjectStoreEnvironmentBean.objectStoreDir", store.toString());
        System.setProperty("com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean.objectStoreDir", store.toString());
    }

    @BeforeEach
    void prepare() throws Exception {
        loggers.forEach(logger -> logger.setLevel(Level.OFF));
        execute("DROP TABLE IF EXISTS EVENTSOURCE_CURSOR");
        execute("DROP TABLE IF EXISTS EFFECTS");
        execute(TableStatements.of("H2"));
        execute("CREATE TABLE EFFECTS (ID VARCHAR(10) NOT NULL)");
        server = SseServer.start();
        System.setProperty("eventsource.orders.url", server.url("/orders"));
        System.setProperty("eventsource.orders.cursor", "jdbc");
        System.setProperty("eventsource.orders.transaction", "required");
        System.setProperty("eventsource.orders.handling-delay", "10ms");
    }

    @AfterEach
    void stop() {
        if (container != null) {
            container.close();
        }
        server.close();
        List.of("url", "cursor", "transaction", "handling-delay", "initial-delay")
                .forEach(name -> System.clearProperty("eventsource.orders." + name));
        loggers.forEach(logger -> logger.setLevel(null));
    }

    /** Starts the application, and sends one message. */
    private void handle(Class<?> observer, int failures, Script.Action action) {
        start(observer, failures, action);
        server.stream("/orders").open().id("1").message("a");
    }

    private void start(Class<?> observer, int failures, Script.Action action) {
        container = new Weld()
                .addServices(new WeldTransactions())
                .disableDiscovery()
                .addExtensions(StreamExtension.class, TransactionExtension.class)
                .addBeanClasses(JdbcBeans.class)
                .addBeanClasses(Sources.class, Orders.class, Script.class, observer)
                .initialize();
        Script script = container.select(Script.class).get();
        script.lines = lines;
        script.failures = failures;
        script.action = action;
        assertThat(container.select(Orders.class).get()).hasToString("Orders");
    }

    /** Runs a call of the application in a transaction, which is rolled back. */
    private static void inTransaction(ThrowingCallable call) throws Throwable {
        UserTransaction transaction = com.arjuna.ats.jta.UserTransaction.userTransaction();
        transaction.begin();
        try {
            call.call();
        } finally {
            transaction.rollback();
        }
    }

    private void awaitLines(String... expected) throws InterruptedException {
        for (String line : expected) {
            assertThat(lines.poll(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo(line);
        }
    }

    @Test
    void methods_that_join_are_rolled_back_with_the_message() throws Exception {
        handle(Observer.class, 1, orders -> {
            orders.required("required");
            orders.mandatory("mandatory");
            orders.supports("supports");
        });
        awaitLines("failed OBSERVER", "after success [mandatory, required, supports]");
        assertThat(column(LAST_EVENT_ID)).containsExactly("1");
    }

    @Test
    void a_new_transaction_is_not_rolled_back_with_the_message() throws Exception {
        handle(Observer.class, 1, orders -> orders.requiresNew("new"));
        awaitLines("failed OBSERVER", "after success [new, new]");
    }

    @Test
    void work_outside_of_transactions_is_not_rolled_back() throws Exception {
        handle(Observer.class, 1, orders -> orders.notSupported("outside"));
        awaitLines("failed OBSERVER", "after success [outside, outside]");
    }

    @Test
    void a_method_that_must_not_be_in_a_transaction_fails() throws Exception {
        handle(Observer.class, 0, orders -> {
            if (effects().isEmpty()) {
                execute("INSERT INTO EFFECTS VALUES ('tried')");
                orders.never("never");
            }
        });
        awaitLines("failed OBSERVER", "after success [tried]");
    }

    @Test
    void a_failure_of_a_transactional_method_prevents_the_commit_although_it_is_caught() throws Exception {
        handle(Observer.class, 0, orders -> {
            if (effects().isEmpty()) {
                execute("INSERT INTO EFFECTS VALUES ('tried')");
                try {
                    orders.failing("caught");
                } catch (IllegalStateException e) {
                    return;
                }
            }
            orders.required("again");
        });
        awaitLines("after failure", "failed COMMIT", "after success [again, tried]");
    }

    @Test
    void an_observer_cannot_begin_a_transaction() throws Exception {
        handle(Observer.class, 0, orders -> {
            if (effects().isEmpty()) {
                execute("INSERT INTO EFFECTS VALUES ('tried')");
                orders.beginning();
            }
        });
        awaitLines("failed OBSERVER", "after success [tried]");
    }

    @Test
    void a_message_whose_transaction_an_observer_ends_is_handled_again() throws Exception {
        handle(PlainObserver.class, 0, orders -> {
            orders.insert("order");
            if (effects().isEmpty()) {
                execute("INSERT INTO EFFECTS VALUES ('tried')");
                orders.rollingBack();
            }
        });
        awaitLines("failed COMMIT");
        await().pollInSameThread().atMost(Patience.LIMIT).until(() -> effects().contains("order"));
        assertThat(column(LAST_EVENT_ID)).containsExactly("1");
    }

    @Test
    void an_entity_is_written_and_rolled_back_with_the_message() throws Exception {
        handle(Observer.class, 1, orders -> orders.persist("entity"));
        awaitLines("failed OBSERVER", "after success [entity]");
        assertThat(column(LAST_EVENT_ID)).containsExactly("1");
    }

    @Test
    void an_entity_that_cannot_be_written_prevents_the_commit() throws Exception {
        execute("ALTER TABLE EFFECTS ADD PRIMARY KEY (ID)");
        execute("INSERT INTO EFFECTS VALUES ('entity')");
        handle(Observer.class, 0, orders -> {
            if (column("SELECT ID FROM EFFECTS WHERE ID = 'tried'").isEmpty()) {
                execute("INSERT INTO EFFECTS VALUES ('tried')");
                orders.persist("entity");
            }
        });
        awaitLines("after failure", "failed COMMIT", "after success [entity, tried]");
    }

    @Test
    void an_observer_may_be_transactional() throws Exception {
        handle(TransactionalObserver.class, 0, orders -> orders.insert("joined"));
        awaitLines("handled");
        await().pollInSameThread().atMost(Patience.LIMIT).until(() -> effects().contains("joined"));
        assertThat(column(LAST_EVENT_ID)).containsExactly("1");
    }

    @Test
    void a_cursor_that_is_set_in_a_transaction_of_the_caller_is_set_at_once() throws Throwable {
        handle(PlainObserver.class, 0, orders -> {});
        await().pollInSameThread()
                .atMost(Patience.LIMIT)
                .until(() -> column(LAST_EVENT_ID).contains("1"));
        inTransaction(() -> {
            container.select(EventSources.class).get().cursor("orders", "7");
            assertThat(column(LAST_EVENT_ID)).containsExactly("7");
        });
        assertThat(column(LAST_EVENT_ID)).containsExactly("7");
    }

    @Test
    void a_cursor_can_be_read_in_a_transaction_of_the_caller() throws Throwable {
        System.setProperty("eventsource.orders.initial-delay", "1h");
        start(PlainObserver.class, 0, orders -> {});
        inTransaction(
                () -> assertThat(container.select(EventSources.class).get().cursor("orders"))
                        .isEmpty());
    }
}
