/**
 * Streams over any Jakarta REST client. {@code ClientQuirks} knows some clients by name; all other classes use the
 * standard API alone.
 */
@NullMarked
package org.eventsource.impl.rest;

import org.jspecify.annotations.NullMarked;
