package org.eventsource.jdbc;

import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.Optional;
import org.eventsource.spi.Transactions;
import org.jspecify.annotations.Nullable;

/** Transactions of the container. This class names no type of Jakarta Transactions, which may be absent. */
final class JtaTransactions implements Transactions {

    private final BeanManager beans;

    private volatile @Nullable Transactions found;

    JtaTransactions(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public boolean areAvailable() {
        return find().isPresent();
    }

    private Optional<Transactions> find() {
        Transactions current = found;
        if (current == null && isApiPresent()) {
            current = UserTransactions.find(beans.createInstance()).orElse(null);
            found = current;
        }
        return Optional.ofNullable(current);
    }

    private static boolean isApiPresent() {
        try {
            Class<?> unused =
                    Class.forName("jakarta.transaction.UserTransaction", false, JtaTransactions.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private Transactions present() {
        return find().orElseThrow(() -> new IllegalStateException("the container has no UserTransaction"));
    }

    @Override
    public void begin(Duration timeout) throws Exception {
        present().begin(timeout);
    }

    @Override
    public boolean isActive() throws Exception {
        return present().isActive();
    }

    @Override
    public void commit() throws Exception {
        present().commit();
    }

    @Override
    public void rollback() throws Exception {
        present().rollback();
    }
}
