package org.eventsource.reliability.kills;

import com.arjuna.ats.jta.TransactionManager;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/**
 * Like the data source of a server: a pool whose connections take part in the transaction of the thread, if there is
 * one.
 */
final class EnlistedDataSource {

    private final XADataSource database;
    private final UnaryOperator<String> statements;
    private final ConcurrentLinkedQueue<Lease> idle = new ConcurrentLinkedQueue<>();
    private final Map<Transaction, Lease> enlisted = new ConcurrentHashMap<>();

    private EnlistedDataSource(XADataSource database, UnaryOperator<String> statements) {
        this.database = database;
        this.statements = statements;
    }

    /**
     * @param before called before each connection
     * @param statements changes the text of a statement
     */
    static DataSource of(XADataSource database, Runnable before, UnaryOperator<String> statements) {
        EnlistedDataSource source = new EnlistedDataSource(database, statements);
        return proxy(DataSource.class, (self, method, values) -> switch (method.getName()) {
            case "getConnection" -> {
                before.run();
                yield source.connection();
            }
            case "toString" -> "EnlistedDataSource";
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(EnlistedDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Connection connection() throws Exception {
        Transaction transaction = TransactionManager.transactionManager().getTransaction();
        if (transaction == null) {
            Lease alone = lease();
            return alone.connection(alone::end);
        }
        Lease lease = enlisted.get(transaction);
        if (lease == null) {
            lease = lease();
            enlisted.put(transaction, lease);
            enlist(transaction, lease);
        }
        return lease.connection(() -> {});
    }

    private void enlist(Transaction transaction, Lease lease) throws Exception {
        transaction.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                enlisted.remove(transaction);
                lease.end();
            }
        });
        transaction.enlistResource(lease.xa.getXAResource());
    }

    private Lease lease() throws SQLException {
        Lease pooled = idle.poll();
        return pooled == null ? new Lease(database.getXAConnection()) : pooled;
    }

    /** A pooled connection. Its handle is older than its first transaction, as in a server. */
    private final class Lease {

        private final XAConnection xa;
        private final Connection handle;
        private boolean isBroken;

        private Lease(XAConnection xa) throws SQLException {
            this.xa = xa;
            this.handle = xa.getConnection();
        }

        private Connection connection(Runnable closing) {
            return proxy(Connection.class, (self, method, values) -> {
                if (method.getName().equals("close")) {
                    closing.run();
                    return null;
                }
                if (method.getName().equals("prepareStatement")) {
                    values[0] = statements.apply((String) values[0]);
                }
                try {
                    return method.invoke(handle, values);
                } catch (InvocationTargetException e) {
                    isBroken = true;
                    throw e.getCause();
                }
            });
        }

        /** A connection with a failure does not return to the pool. */
        private void end() {
            try {
                if (!isBroken && handle.isValid(5)) {
                    idle.add(this);
                } else {
                    xa.close();
                }
            } catch (SQLException e) {
                // The connection is lost, and is in no pool.
            }
        }
    }
}
