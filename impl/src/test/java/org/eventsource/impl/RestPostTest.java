package org.eventsource.impl;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.junit.jupiter.api.BeforeEach;

/** Requests with a body over a Jakarta REST client of the library. */
class RestPostTest extends PostBehaviour {

    /** CXF sends a request with an empty body twice, and is refused. */
    @BeforeEach
    void skipClientsThatAreRefused() {
        assumeFalse(TestedClient.CXF.isUsed());
    }

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }

    /** After a body in chunks, {@code HttpURLConnection} throws an exception for a demand for credentials. */
    @Override
    boolean readsBodyOf(int status) {
        return !TestedClient.JERSEY.isUsed() || (status != 401 && status != 407);
    }
}
