/**
 * The state machine of a source, as pure functions of values: no clock, thread, transport or logger.
 *
 * <p>It implements the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model">processing model</a>:
 * {@link org.eventsource.impl.state.ResponseCheck} judges a response, {@link org.eventsource.impl.state.Transitions}
 * says what follows from a signal.
 */
@NullMarked
package org.eventsource.impl.state;

import org.jspecify.annotations.NullMarked;
