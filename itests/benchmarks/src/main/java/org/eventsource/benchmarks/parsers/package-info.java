/** Parsers alone, on bytes in memory: ours, the parsers of other clients if they work so, and a bare scan. */
@NullMarked
package org.eventsource.benchmarks.parsers;

import org.jspecify.annotations.NullMarked;
