package org.eventsource.impl.transport;

/** One request and its response. */
public interface Exchange {

    /** An exchange that does nothing. */
    Exchange NONE = new Exchange() {
        @Override
        public void readOn() {}

        @Override
        public void cancel() {}
    };

    /**
     * Reads the next bytes after {@link ExchangeHandler#onBytes} has returned false. To be called once for each time,
     * on any thread; it may come before the transport has seen the false. Never blocks. May call
     * {@link ExchangeHandler#onBytes} on this thread with bytes that were read before, and
     * {@link ExchangeHandler#onRejected}, but no other method.
     */
    void readOn();

    /**
     * Ends the exchange at any time. Never blocks. May be called more than once. Afterwards the handler may still get
     * one call that had begun before.
     */
    void cancel();
}
