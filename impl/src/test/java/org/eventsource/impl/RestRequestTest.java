package org.eventsource.impl;

import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Requests over a Jakarta REST client of the library. */
class RestRequestTest extends RequestBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }
}
