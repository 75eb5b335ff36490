/** Processes that are killed while they handle messages with a cursor, and a judge that compares what they left. */
@NullMarked
package org.eventsource.reliability.kills;

import org.jspecify.annotations.NullMarked;
