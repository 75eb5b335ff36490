/**
 * The state machine of a source, and what a response means. It uses no clock, no thread, no exchange and no logger.
 *
 * <p>It implements the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model">processing model</a>:
 * {@link org.eventsource.impl.state.ResponseCheck} decides what a response means. {@code State} defines what a signal
 * does in each state.
 */
@NullMarked
package org.eventsource.impl.state;

import org.jspecify.annotations.NullMarked;
