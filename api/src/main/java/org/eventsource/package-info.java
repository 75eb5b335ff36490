/**
 * The browser's <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">{@code EventSource}</a> for
 * Java on the server: the types an application compiles against.
 *
 * <p>Start at {@link org.eventsource.EventSource}.
 */
@NullMarked
package org.eventsource;

import org.jspecify.annotations.NullMarked;
