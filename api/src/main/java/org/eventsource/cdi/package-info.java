/** Streams in CDI: their qualifiers, the events of observers, and the beans that applications provide. */
@NullMarked
package org.eventsource.cdi;

import org.jspecify.annotations.NullMarked;
