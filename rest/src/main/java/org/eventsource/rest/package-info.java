/** Creates the {@link jakarta.ws.rs.sse.SseEventSource} of this library. */
@NullMarked
package org.eventsource.rest;

import org.jspecify.annotations.NullMarked;
