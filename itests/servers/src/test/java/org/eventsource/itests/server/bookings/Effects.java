package org.eventsource.itests.server.bookings;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eventsource.itests.server.orders.Orders;

/** Inserts a row in methods with each kind of transaction. */
@ApplicationScoped
public class Effects {

    @Resource(lookup = Orders.DATA_SOURCE)
    DataSource database;

    @Transactional
    public void required(int number) throws SQLException {
        insert("REQUIRED", number);
    }

    @Transactional(TxType.MANDATORY)
    public void mandatory(int number) throws SQLException {
        insert("MANDATORY", number);
    }

    @Transactional(TxType.SUPPORTS)
    public void supports(int number) throws SQLException {
        insert("SUPPORTS", number);
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void requiresNew(int number) throws SQLException {
        insert("REQUIRES_NEW", number);
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public void notSupported(int number) throws SQLException {
        insert("NOT_SUPPORTED", number);
    }

    /** Marks the transaction for roll-back, as its exception is a {@link RuntimeException}. */
    @Transactional
    public void fail(int number) {
        throw new IllegalStateException("order " + number + " fails");
    }

    private void insert(String kind, int number) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO EFFECTS VALUES (?, ?)")) {
            insert.setString(1, kind);
            insert.setInt(2, number);
            insert.executeUpdate();
        }
    }
}
