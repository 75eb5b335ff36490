package org.eventsource.impl.transport;

/** One request and its response. */
@FunctionalInterface
public interface Exchange {

    /**
     * Ends the exchange at any time. Never blocks. May be called more than once. Afterwards the handler may still get
     * one call that had begun before.
     */
    void cancel();
}
