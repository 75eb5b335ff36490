/**
 * The Jakarta REST view of a connection: {@link jakarta.ws.rs.sse.SseEventSource}.
 *
 * <p>It adds no stream logic of its own: a {@link org.eventsource.impl.source.Connection} delivers to an
 * {@link org.eventsource.impl.source.Outlet} of this package. What is different from an
 * {@link org.eventsource.EventSource} is said by the settings and here: the delay between attempts is constant, blocks
 * without data are events, a status has a meaning of its own.
 */
@NullMarked
package org.eventsource.impl.sse;

import org.jspecify.annotations.NullMarked;
