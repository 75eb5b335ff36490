/** Contains an application that uses {@code SseEventSource}. It uses no part of CDI except scopes. */
@NullMarked
package org.eventsource.testing.server.rest;

import org.jspecify.annotations.NullMarked;
