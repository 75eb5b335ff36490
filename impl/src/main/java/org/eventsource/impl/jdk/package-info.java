/** Streams over {@code java.net.http}. It does not block, and an idle stream needs no thread. */
@NullMarked
package org.eventsource.impl.jdk;

import org.jspecify.annotations.NullMarked;
