/** Compressed streams of servers that others have written. */
@NullMarked
package org.eventsource.itests.middleware;

import org.jspecify.annotations.NullMarked;
