package org.eventsource.jdbc;

import jakarta.enterprise.inject.Instance;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eventsource.spi.Transactions;

/** Transactions by {@link UserTransaction}. Loaded only if that type is present. */
final class UserTransactions implements Transactions {

    /** The second name works in WildFly on threads without a component, too. */
    private static final List<String> NAMES = List.of("java:comp/UserTransaction", "java:jboss/UserTransaction");

    private final UserTransaction current;

    UserTransactions(UserTransaction current) {
        this.current = current;
    }

    /** Looks in JNDI, and then for a bean. */
    static Optional<Transactions> find(Instance<Object> beans) {
        for (String name : NAMES) {
            if (Names.lookUp(name) instanceof UserTransaction transaction) {
                return Optional.of(new UserTransactions(transaction));
            }
        }
        Instance<UserTransaction> bean = beans.select(UserTransaction.class);
        return bean.isResolvable() ? Optional.of(new UserTransactions(bean.get())) : Optional.empty();
    }

    @Override
    public boolean areAvailable() {
        return true;
    }

    /** The time-out is of the thread, and applies to later transactions of the application unless it is set back. */
    @Override
    public void begin(Duration timeout) throws NotSupportedException, SystemException {
        if (timeout.isZero()) {
            current.begin();
            return;
        }
        current.setTransactionTimeout(seconds(timeout));
        try {
            current.begin();
        } finally {
            current.setTransactionTimeout(0);
        }
    }

    /** Rounds up. */
    private static int seconds(Duration time) {
        return (int) Math.min(time.plusNanos(999_999_999).toSeconds(), Integer.MAX_VALUE);
    }

    @Override
    public boolean isActive() throws SystemException {
        return current.getStatus() == Status.STATUS_ACTIVE;
    }

    @Override
    public void commit() throws Exception {
        try {
            current.commit();
        } catch (Exception | Error e) {
            try {
                rollback();
            } catch (Exception | Error rollback) {
                e.addSuppressed(rollback);
            }
            throw e;
        }
    }

    @Override
    public void rollback() throws SystemException {
        if (current.getStatus() != Status.STATUS_NO_TRANSACTION) {
            current.rollback();
        }
    }
}
