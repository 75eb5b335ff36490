/** Streams over {@code java.net.http}: non-blocking, no thread for an idle stream. */
@NullMarked
package org.eventsource.impl.jdk;

import org.jspecify.annotations.NullMarked;
