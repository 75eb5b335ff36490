package org.eventsource.conformance;

import org.eventsource.testing.SseRequest;

/**
 * A request that came.
 *
 * @param exchange which of the case's it was; -1 if the case has no more of them
 */
record Arrival(int exchange, SseRequest request, long at) {}
