/**
 * The browser's <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">{@code EventSource}</a> for
 * Java on the server. These are the types that applications use.
 *
 * <p>Start at {@link org.eventsource.EventSource}.
 */
@NullMarked
package org.eventsource;

import org.jspecify.annotations.NullMarked;
