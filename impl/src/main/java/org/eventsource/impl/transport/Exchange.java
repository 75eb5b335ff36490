package org.eventsource.impl.transport;

/** One request and its response. */
@FunctionalInterface
public interface Exchange {

    /**
     * Ends the exchange, whatever it is at; never blocks, and may be called again. The handler may be called once more
     * by a call already on its way.
     */
    void cancel();
}
