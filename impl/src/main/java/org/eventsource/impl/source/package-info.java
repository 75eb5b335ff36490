/**
 * The source: runs what the state machine decides, feeds the parser, hands its events to the listeners.
 *
 * <p>Who may run what: one thread at a time has a source's <em>turn</em>, a lock that is held while signals are applied
 * and listeners are called; {@code close()} alone does without. Timers only hand over to the source's executor.
 */
@NullMarked
package org.eventsource.impl.source;

import org.jspecify.annotations.NullMarked;
