/** Compares what a client reported with what the server sent. */
@NullMarked
package org.eventsource.compare.judge;

import org.jspecify.annotations.NullMarked;
