package org.eventsource.jdbc;

import com.arjuna.ats.jta.TransactionManager;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/** Like the data source of a server: its connections take part in the transaction of the thread, if there is one. */
final class EnlistedDataSource {

    private final XADataSource database;
    private final Map<Transaction, Connection> enlisted = new ConcurrentHashMap<>();

    private EnlistedDataSource(XADataSource database) {
        this.database = database;
    }

    static DataSource of(XADataSource database) {
        EnlistedDataSource source = new EnlistedDataSource(database);
        return (DataSource) Proxy.newProxyInstance(
                EnlistedDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "getConnection" -> source.connection();
                    case "toString" -> "EnlistedDataSource";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Connection connection() throws Exception {
        Transaction transaction = TransactionManager.transactionManager().getTransaction();
        if (transaction == null) {
            XAConnection alone = database.getXAConnection();
            return closing(alone.getConnection(), alone::close);
        }
        Connection connection = enlisted.get(transaction);
        if (connection == null) {
            XAConnection opened = database.getXAConnection();
            transaction.enlistResource(opened.getXAResource());
            // Once: a second handle would take back what was done by the first one.
            connection = opened.getConnection();
            enlisted.put(transaction, connection);
            transaction.registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    enlisted.remove(transaction);
                    try {
                        opened.close();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
        }
        return closing(connection, () -> {});
    }

    private interface Closing {

        void close() throws SQLException;
    }

    private static Connection closing(Connection connection, Closing closing) {
        return (Connection) Proxy.newProxyInstance(
                EnlistedDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, values) -> {
                    if (method.getName().equals("close")) {
                        closing.close();
                        return null;
                    }
                    try {
                        return method.invoke(connection, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
