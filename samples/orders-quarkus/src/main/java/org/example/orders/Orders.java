package org.example.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;

/** Writes each order into a table. The table has no key: an order that came twice would be there twice. */
@ApplicationScoped
class Orders {

    @Inject
    DataSource database;

    /** Streams open after this. */
    void createTables(@Observes Startup startup) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS ORDERS (NUMBER INT NOT NULL, ITEM VARCHAR(100))");
            statement.execute("CREATE TABLE IF NOT EXISTS EVENTSOURCE_CURSOR ("
                    + "STREAM VARCHAR(255) NOT NULL PRIMARY KEY, SOURCE VARCHAR(1000), LAST_EVENT_ID VARCHAR(1000),"
                    + " VERSION BIGINT NOT NULL, EPOCH BIGINT NOT NULL, BEAT BIGINT NOT NULL, OWNER VARCHAR(255))");
        }
    }

    /** Runs in a transaction, which moves the cursor, too. */
    void add(@Observes @Stream("orders") @EventType("order") Order order) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO ORDERS VALUES (?, ?)")) {
            insert.setInt(1, order.number());
            insert.setString(2, order.item());
            insert.executeUpdate();
        }
    }

    Summary summary() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT COUNT(*), COUNT(DISTINCT NUMBER), COALESCE(MAX(NUMBER), 0) FROM ORDERS")) {
            found.next();
            int rows = found.getInt(1);
            int different = found.getInt(2);
            int newest = found.getInt(3);
            return new Summary(rows, newest - different, rows - different);
        }
    }

    record Summary(int orders, int missing, int twice) {}
}
