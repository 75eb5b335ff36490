package org.eventsource.cdi.extension.observers;

import java.time.Duration;
import org.eventsource.spi.Transactions;

/** What the handling of a message and the move of the cursor have in common: a transaction, or nothing. */
public interface UnitOfWork {

    /** No transaction. */
    UnitOfWork NONE = new UnitOfWork() {
        @Override
        public boolean hasTransactions() {
            return false;
        }

        @Override
        public void begin() {}

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    };

    /** Returns whether everything between begin and commit happens together, or not at all. */
    boolean hasTransactions();

    void begin() throws Exception;

    /** Returns whether the work can still be committed. An observer may have ended it, or its time may be over. */
    boolean isActive() throws Exception;

    /** After an exception it is not known whether the work was committed. */
    void commit() throws Exception;

    void rollback() throws Exception;

    /** Returns units of work that are transactions of the container. */
    static UnitOfWork of(Transactions transactions) {
        return new UnitOfWork() {
            @Override
            public boolean hasTransactions() {
                return true;
            }

            @Override
            public void begin() throws Exception {
                transactions.begin(Duration.ZERO);
            }

            @Override
            public boolean isActive() throws Exception {
                return transactions.isActive();
            }

            @Override
            public void commit() throws Exception {
                transactions.commit();
            }

            @Override
            public void rollback() throws Exception {
                transactions.rollback();
            }
        };
    }
}
