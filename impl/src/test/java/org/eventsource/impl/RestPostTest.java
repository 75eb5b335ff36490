package org.eventsource.impl;

import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Requests with a body over a Jakarta REST client of the library. */
class RestPostTest extends PostBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }
}
