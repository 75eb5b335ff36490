package org.eventsource.spi;

import java.time.Duration;

/**
 * Transactions around the handling of messages. It is a CDI bean of an artifact such as {@code eventsource-jdbc}. A
 * transaction belongs to the thread that began it.
 *
 * <p>Its scope should be {@code @Dependent}. A client proxy throws an exception after the stop of the container, and
 * then the transaction of an observer that still runs could not be ended.
 */
public interface Transactions {

    /** Returns whether the container has transactions. Called after the container has started all beans. */
    boolean areAvailable();

    /**
     * Begins a transaction of the current thread.
     *
     * @param timeout after this time the transaction may only be rolled back; zero: the time of the container
     */
    void begin(Duration timeout) throws Exception;

    /**
     * Returns whether the current thread has a transaction that can be committed. Returns false if there is none, if
     * its time is over, or if it may only be rolled back. Called before a cursor is saved: without a transaction the
     * cursor would move, and the effects of the observers would be lost.
     */
    boolean isActive() throws Exception;

    /**
     * Commits the transaction.
     *
     * @throws Exception if it was rolled back, or if it is not known whether it was committed. Afterwards the thread
     *     has no transaction
     */
    void commit() throws Exception;

    /** Rolls the transaction back. Afterwards the thread has no transaction. Does nothing if it has none. */
    void rollback() throws Exception;
}
