/** Jakarta REST's {@link jakarta.ws.rs.sse.SseEventSource}, by the engine of this library. */
@NullMarked
package org.eventsource.rest;

import org.jspecify.annotations.NullMarked;
