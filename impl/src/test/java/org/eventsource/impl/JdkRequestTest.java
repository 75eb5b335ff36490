package org.eventsource.impl;

import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Requests over {@code java.net.http}. */
class JdkRequestTest extends RequestBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.JDK);
    }
}
