/** Parsers alone, on bytes in memory: ours, those of other clients as far as they can be driven so, and a bare scan. */
@NullMarked
package org.eventsource.benchmarks.parsers;

import org.jspecify.annotations.NullMarked;
