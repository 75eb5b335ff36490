/** Streams in CDI: the qualifiers that name a stream and an event type. */
@NullMarked
package org.eventsource.cdi;

import org.jspecify.annotations.NullMarked;
