package org.eventsource.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the connections that are open. */
final class TrackedDataSource {

    private final DataSource wrapped;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger rollbacks = new AtomicInteger();

    TrackedDataSource(DataSource wrapped) {
        this.wrapped = wrapped;
    }

    /** Returns a data source whose connections are in auto-commit mode or not. */
    DataSource with(boolean autoCommit) {
        return (DataSource) Proxy.newProxyInstance(
                TrackedDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, values) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return connection(autoCommit);
                });
    }

    Connection connection(boolean autoCommit) throws SQLException {
        Connection connection = wrapped.getConnection();
        connection.setAutoCommit(autoCommit);
        open.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                TrackedDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, values) -> {
                    switch (method.getName()) {
                        case "close" -> open.decrementAndGet();
                        case "commit" -> commits.incrementAndGet();
                        case "rollback" -> rollbacks.incrementAndGet();
                        case "setAutoCommit" -> throw new AssertionError("the mode of the connection is not ours");
                        default -> {}
                    }
                    try {
                        return method.invoke(connection, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    int open() {
        return open.get();
    }

    int commits() {
        return commits.get();
    }

    int rollbacks() {
        return rollbacks.get();
    }
}
