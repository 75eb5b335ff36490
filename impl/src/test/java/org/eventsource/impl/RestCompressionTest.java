package org.eventsource.impl;

import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Compressed streams over a Jakarta REST client of the library. */
class RestCompressionTest extends CompressionBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }
}
