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
}
