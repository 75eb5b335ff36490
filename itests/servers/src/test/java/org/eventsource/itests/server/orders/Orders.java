package org.eventsource.itests.server.orders;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Writes each order into a table. The table has no key: an order that was handled twice is there twice. */
@ApplicationScoped
public class Orders {

    public static final String DATA_SOURCE = "java:app/jdbc/orders";

    @Resource(lookup = DATA_SOURCE)
    DataSource database;

    /** Runs in a transaction, which moves the cursor, too. */
    void add(@Observes @Stream("orders") @EventType("order") Order order) throws IOException, SQLException {
        pass(order, "before");
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO ORDERS VALUES (?)")) {
            insert.setInt(1, order.number());
            insert.executeUpdate();
        }
        pass(order, "after");
    }

    /** Returns when the server of the orders has answered. */
    private static void pass(Order order, String place) throws IOException {
        URI gate = URI.create(order.gate() + "?" + place + order.number());
        try (InputStream answer = gate.toURL().openStream()) {
            answer.readAllBytes();
        }
    }
}
