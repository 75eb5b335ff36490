package org.eventsource.jdbc;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eventsource.spi.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of the container. This class names no type of Jakarta Transactions, which may be absent.
 *
 * <p>The scope has no client proxy, which would throw an exception after the stop of the container. An observer may
 * still run then, and its transaction has to be ended: it would stay with a thread of the server.
 */
@Dependent
class JtaTransactions implements Transactions {

    /** Not {@code Instance<Object>}: that could prevent a build from removing any bean. */
    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    BeanManager beans;

    private volatile @Nullable Transactions found;

    /** A build does not remove a bean that has an observer. */
    void keep(@Observes Startup startup) {}

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
