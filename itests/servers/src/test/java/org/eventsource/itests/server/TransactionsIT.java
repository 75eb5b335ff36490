package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eventsource.itests.server.bookings.Bookings;
import org.eventsource.itests.server.bookings.Order.Fault;
import org.eventsource.itests.server.orders.Orders;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Books orders in the transaction of a cursor: with Jakarta Persistence, in methods of each kind of transaction, and
 * with observers of its phases. The first attempt to book some of the orders has a fault. All tests look at the same
 * outcome.
 */
@ExtendWith(ArquillianExtension.class)
@Tag("transactions")
class TransactionsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The faults of the orders from 1 on. */
    private static final List<Fault> FAULTS = List.of(
            Fault.NONE, Fault.EXCEPTION, Fault.NONE, Fault.CAUGHT_EXCEPTION, Fault.NONE, Fault.COMMIT, Fault.NONE);

    private static final int LAST = FAULTS.size();
    private static final Integer[] ONCE = {1, 2, 3, 4, 5, 6, 7};
    private static final Integer[] ONCE_PER_ATTEMPT = {1, 2, 2, 3, 4, 4, 5, 6, 6, 7};

    @TempDir
    private static Path directory;

    private static final List<String> PHASES = new CopyOnWriteArrayList<>();
    private static SseServer shop;
    private static Database database;

    @Deployment(testable = false)
    static WebArchive bookings() throws IOException, InterruptedException, SQLException {
        shop = SseServer.start().on("/orders", TransactionsIT::sell).on("/phases", TransactionsIT::listen);
        database = Database.start(directory);
        database.execute("CREATE TABLE BOOKINGS (ID VARCHAR(36) NOT NULL PRIMARY KEY,"
                + " NUMBER INT NOT NULL CHECK (NUMBER > 0))");
        database.execute("CREATE TABLE EFFECTS (KIND VARCHAR(20) NOT NULL, NUMBER INT NOT NULL)");
        StringAsset properties = Archives.properties(Map.of(
                "eventsource.orders.url",
                shop.url("/orders"),
                "eventsource.orders.cursor",
                "jdbc",
                "eventsource.orders.data-source",
                Orders.DATA_SOURCE,
                "eventsource.orders.transaction",
                "required",
                "eventsource.orders.handling-attempts",
                "3",
                "eventsource.orders.handling-delay",
                "10ms"));
        return Archives.web("bookings")
                .addPackage(Bookings.class.getPackage())
                .addAsLibraries(Archives.libraries("eventsource-api", "eventsource-impl", "eventsource-cdi"))
                .addAsLibraries(Archives.libraries("eventsource-jdbc", "h2"))
                .setWebXML(database.dataSource())
                .addAsResource(persistence(), "META-INF/persistence.xml")
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    private static StringAsset persistence() {
        return new StringAsset("""
                <?xml version="1.0" encoding="UTF-8"?>
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="orders" transaction-type="JTA">
                    <jta-data-source>%s</jta-data-source>
                    <class>org.eventsource.itests.server.bookings.Booking</class>
                    <exclude-unlisted-classes>true</exclude-unlisted-classes>
                  </persistence-unit>
                </persistence>
                """.formatted(Orders.DATA_SOURCE));
    }

    /** Sends the orders after the last one that the client has. */
    private static void sell(SseConnection connection) throws IOException {
        int sent = connection.request().lastEventId().map(Integer::parseInt).orElse(0);
        connection.stream();
        for (int number = sent + 1; number <= LAST; number++) {
            connection.events("id: %d\nevent: order\ndata: {\"number\":%d,\"fault\":\"%s\",\"listener\":\"%s\"}\n\n"
                    .formatted(number, number, FAULTS.get(number - 1), shop.url("/phases")));
        }
        connection.waitForClientClose(PATIENCE);
    }

    /** Notes how the transaction of an order ended, and how many bookings of that order others can see then. */
    private static void listen(SseConnection connection) throws Exception {
        String[] end = connection.request().target().split("\\?", 2)[1].split("=");
        int bookings = database.column("SELECT NUMBER FROM BOOKINGS WHERE NUMBER = " + end[1])
                .size();
        PHASES.add("%s of %s with %d".formatted(end[0], end[1], bookings));
        connection.respond(200, "Content-Length: 0");
    }

    @AfterAll
    static void stop() {
        shop.close();
        database.close();
    }

    @BeforeEach
    void awaitTheLastOrder() {
        await().atMost(PATIENCE).until(() -> PHASES.contains("success of " + LAST + " with 1"));
    }

    @Test
    void the_cursor_is_at_the_last_order() throws SQLException {
        assertThat(database.cursors()).containsExactly(LAST);
    }

    @Test
    void an_entity_is_there_once_for_each_order() throws SQLException {
        assertThat(database.column("SELECT NUMBER FROM BOOKINGS")).containsExactlyInAnyOrder(ONCE);
    }

    @Test
    void a_required_transaction_is_that_of_the_cursor() throws SQLException {
        assertThat(effects("REQUIRED")).containsExactlyInAnyOrder(ONCE);
    }

    @Test
    void a_mandatory_transaction_is_that_of_the_cursor() throws SQLException {
        assertThat(effects("MANDATORY")).containsExactlyInAnyOrder(ONCE);
    }

    @Test
    void a_supported_transaction_is_that_of_the_cursor() throws SQLException {
        assertThat(effects("SUPPORTS")).containsExactlyInAnyOrder(ONCE);
    }

    @Test
    void a_new_transaction_is_committed_with_each_attempt() throws SQLException {
        assertThat(effects("REQUIRES_NEW")).containsExactlyInAnyOrder(ONCE_PER_ATTEMPT);
    }

    @Test
    void what_is_outside_of_transactions_stays_with_each_attempt() throws SQLException {
        assertThat(effects("NOT_SUPPORTED")).containsExactlyInAnyOrder(ONCE_PER_ATTEMPT);
    }

    @Test
    void observers_after_success_are_called_once_for_each_order_and_after_the_commit() {
        assertThat(PHASES.stream().filter(phase -> phase.startsWith("success")))
                .containsExactly(
                        "success of 1 with 1",
                        "success of 2 with 1",
                        "success of 3 with 1",
                        "success of 4 with 1",
                        "success of 5 with 1",
                        "success of 6 with 1",
                        "success of 7 with 1");
    }

    @Test
    void observers_after_failure_are_called_for_each_attempt_that_is_rolled_back() {
        assertThat(PHASES.stream().filter(phase -> phase.startsWith("failure")))
                .containsExactly("failure of 2 with 0", "failure of 4 with 0", "failure of 6 with 0");
    }

    private static List<Integer> effects(String kind) throws SQLException {
        return database.column("SELECT NUMBER FROM EFFECTS WHERE KIND = '" + kind + "'");
    }
}
