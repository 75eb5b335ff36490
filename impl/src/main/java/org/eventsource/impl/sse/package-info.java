/**
 * {@link jakarta.ws.rs.sse.SseEventSource} over the connections of this library.
 *
 * <p>A {@link org.eventsource.impl.source.Connection} delivers to an {@link org.eventsource.impl.source.Outlet} of this
 * package. This package and its settings contain the differences to an {@link org.eventsource.EventSource}: the delay
 * between attempts is constant, blocks without data are events, and some statuses have another meaning.
 */
@NullMarked
package org.eventsource.impl.sse;

import org.jspecify.annotations.NullMarked;
