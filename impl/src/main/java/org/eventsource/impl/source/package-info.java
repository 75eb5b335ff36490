/**
 * A source: it performs the effects of the state machine, feeds the parser, and dispatches events to the listeners.
 *
 * <p>One thread at a time has a source's <em>turn</em>. This lock is held while signals change the state and while
 * listeners are called. Only {@code close()} works without it. Timers only submit tasks to the source's executor.
 */
@NullMarked
package org.eventsource.impl.source;

import org.jspecify.annotations.NullMarked;
