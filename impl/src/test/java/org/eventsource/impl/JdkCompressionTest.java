package org.eventsource.impl;

import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Compressed streams over {@code java.net.http}. */
class JdkCompressionTest extends CompressionBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.JDK);
    }
}
