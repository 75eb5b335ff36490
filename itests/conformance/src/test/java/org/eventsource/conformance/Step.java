package org.eventsource.conformance;

import java.time.Duration;

/** What a server does while it sends a body. */
sealed interface Step {

    /** A piece that is sent immediately, by itself. */
    record Send(byte[] octets) implements Step {}

    /** Each byte goes out by itself. */
    record Drip(byte[] octets) implements Step {}

    /** A network that is slow: what comes before is likely to be read before what comes after is sent. */
    record Pause(Duration time) implements Step {}

    /** The server goes on once the client has dispatched that many events. */
    record AwaitReceived(int events) implements Step {}
}
