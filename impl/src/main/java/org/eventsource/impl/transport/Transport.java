package org.eventsource.impl.transport;

import java.util.concurrent.Callable;
import org.eventsource.TransportKind;

/** Opens exchanges. Safe for use by many threads. */
public interface Transport {

    /**
     * Begins an exchange and returns at once. Redirects are not followed.
     *
     * @param request asked once, on a thread that may run application code, under no lock; what it throws is the
     *     exchange's failure
     * @param handler called by one thread at a time, never by the caller of this method
     */
    Exchange open(Callable<Request> request, ExchangeHandler handler);

    /** Which of the library's transports this is. */
    TransportKind kind();

    /** Whether this id reaches the server as it is, character by character, when encoded as UTF-8. */
    boolean sendsExactly(String lastEventId);
}
