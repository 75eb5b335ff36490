package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
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

    @TempDir
    private static Path directory;

    private static Shop shop;
    private static Database database;

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
        database = Database.start(directory);
        database.execute("CREATE TABLE ORDERS (NUMBER INT NOT NULL)");
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
                .setWebXML(database.dataSource())
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
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
        deploy(deployer);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.cursors()).containsExactly(last));
        late.release();
        deployer.undeploy(APPLICATION);

        List<Integer> handled = database.column("SELECT NUMBER FROM ORDERS");
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

    /** A server that ends with its application has the port until its process is gone. */
    private static void deploy(Deployer deployer) {
        if (Boolean.getBoolean("server.ends")) {
            await().atMost(PATIENCE).until(Server::hasLeftItsPort);
        }
        deployer.deploy(APPLICATION);
    }

    private void undeployInTheMiddle(Deployer deployer, int time) throws InterruptedException {
        int last = shop.add(ORDERS);
        String place = time / Moment.values().length % 2 == 0 ? "after" : "before";
        Hold hold = shop.hold(place, last - ORDERS + 1 + random.nextInt(ORDERS / 2));
        deploy(deployer);
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
}
