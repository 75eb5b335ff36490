/** An application that uses {@code SseEventSource}, and nothing of CDI's but scopes. */
@NullMarked
package org.eventsource.testing.server.rest;

import org.jspecify.annotations.NullMarked;
