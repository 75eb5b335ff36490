package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.eventsource.itests.server.Shop.Hold;
import org.eventsource.itests.server.orders.Orders;
import org.eventsource.itests.support.ForkedJvm;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Undeploys an application while its observer is in the middle of an order, again and again. Then compares the orders
 * of the server with those in the database, which is another process.
 */
@ExtendWith(ArquillianExtension.class)
@Tag("transactions")
class UndeploymentIT {

    private static final int UNDEPLOYMENTS = Integer.getInteger("server.undeployments", 4);
    private static final long SEED = Long.getLong("server.seed", 20);

    /** Some are handled before the undeployment, and some are waiting for it. */
    private static final int ORDERS = 20;

    private static final int LONGEST_MOMENT_MILLIS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String APPLICATION = "orders";

    /** Payara and GlassFish need a password that is not empty. */
    private static final String USER = "shop";

    @TempDir
    private static Path directory;

    private static Shop shop;
    private static ForkedJvm database;
    private static String url;

    private final Random random = new Random(SEED);

    /** An observer of an application that is gone. */
    private Hold late = new Hold();

    /** When the observer that is in the middle of an order goes on. */
    private enum Moment {

        /** The application has begun to stop. It waits for the observer. */
        IN_THE_STOP,

        /** The application is gone. */
        AFTER_THE_STOP,

        /** The next application has handled that order. */
        BESIDE_THE_NEXT,

        /** The undeployment is on its way. */
        ANY
    }

    @Deployment(name = APPLICATION, testable = false, managed = false)
    static WebArchive orders() throws IOException, InterruptedException, SQLException {
        shop = new Shop();
        database = ForkedJvm.start(
                org.h2.tools.Server.class,
                List.of("-Dh2.bindAddress=127.0.0.1"),
                "-tcp",
                "-tcpPort",
                "0",
                "-ifNotExists",
                "-baseDir",
                directory.toString());
        String port = database.awaitLine("TCP server running at").replaceAll(".*:(\\d+).*", "$1");
        url = "jdbc:h2:tcp://127.0.0.1:" + port + "/./orders;WRITE_DELAY=0;LOCK_TIMEOUT=20000";
        createTables();
        StringAsset properties = Archives.properties(Map.of(
                "eventsource.orders.url",
                shop.url().toString(),
                "eventsource.orders.cursor",
                "jdbc",
                "eventsource.orders.data-source",
                Orders.DATA_SOURCE,
                "eventsource.orders.transaction",
                "required",
                "eventsource.orders.reconnection-time",
                "100ms"));
        return Archives.web(APPLICATION)
                .addPackage(Orders.class.getPackage())
                .addAsLibraries(Archives.libraries("eventsource-api", "eventsource-impl", "eventsource-cdi"))
                .addAsLibraries(Archives.libraries("eventsource-jdbc", "h2"))
                .setWebXML(dataSource())
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    private static void createTables() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ORDERS (NUMBER INT NOT NULL)");
            statement.execute("CREATE TABLE EVENTSOURCE_CURSOR (STREAM VARCHAR(255) NOT NULL PRIMARY KEY,"
                    + " SOURCE VARCHAR(1000), LAST_EVENT_ID VARCHAR(1000), VERSION BIGINT NOT NULL,"
                    + " EPOCH BIGINT NOT NULL, BEAT BIGINT NOT NULL, OWNER VARCHAR(255))");
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(url, USER, USER);
    }

    private static StringAsset dataSource() {
        return new StringAsset("""
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <data-source>
                    <name>%s</name>
                    <class-name>org.h2.jdbcx.JdbcDataSource</class-name>
                    <url>%s</url>
                    <user>%s</user>
                    <password>%s</password>
                  </data-source>
                </web-app>
                """.formatted(Orders.DATA_SOURCE, url, USER, USER));
    }

    @AfterAll
    static void stop() {
        shop.close();
        database.close();
    }

    @Test
    void loses_no_order_and_handles_none_twice(@ArquillianResource Deployer deployer) throws Exception {
        for (int time = 0; time < UNDEPLOYMENTS; time++) {
            undeployInTheMiddle(deployer, time);
        }
        int last = shop.add(ORDERS);
        deployer.deploy(APPLICATION);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(column("SELECT LAST_EVENT_ID FROM EVENTSOURCE_CURSOR"))
                        .containsExactly(last));
        late.release();
        deployer.undeploy(APPLICATION);

        List<Integer> handled = column("SELECT NUMBER FROM ORDERS");
        List<Integer> lost =
                new ArrayList<>(IntStream.rangeClosed(1, last).boxed().toList());
        lost.removeAll(new HashSet<>(handled));
        int twice = handled.size() - new HashSet<>(handled).size();
        System.out.printf(
                "undeployments | %d undeployments, %d messages, %d calls repeated: %d lost, %d twice%n",
                UNDEPLOYMENTS, last, shop.repetitions(), lost.size(), twice);
        assertThat(handled)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, last).boxed().toList());
    }

    private void undeployInTheMiddle(Deployer deployer, int time) throws InterruptedException {
        int last = shop.add(ORDERS);
        String place = time / Moment.values().length % 2 == 0 ? "after" : "before";
        Hold hold = shop.hold(place, last - ORDERS + 1 + random.nextInt(ORDERS / 2));
        deployer.deploy(APPLICATION);
        hold.awaitObserver();
        late.release();
        switch (Moment.values()[time % Moment.values().length]) {
            case IN_THE_STOP -> {
                shop.whenLeft(hold::release);
                deployer.undeploy(APPLICATION);
            }
            case AFTER_THE_STOP -> {
                shop.whenLeft(() -> {});
                deployer.undeploy(APPLICATION);
                hold.release();
            }
            case BESIDE_THE_NEXT -> {
                shop.whenLeft(() -> {});
                deployer.undeploy(APPLICATION);
                late = hold;
            }
            case ANY -> {
                Thread releasing = new Thread(() -> {
                    // Not to wait for something, but to hit a random moment.
                    LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(LONGEST_MOMENT_MILLIS)));
                    hold.release();
                });
                releasing.start();
                deployer.undeploy(APPLICATION);
                releasing.join();
            }
        }
    }

    private static List<Integer> column(String select) throws SQLException {
        List<Integer> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            while (found.next()) {
                values.add(found.getInt(1));
            }
        }
        return values;
    }
}
