/** Streams over any Jakarta REST client, by the standard API alone. */
@NullMarked
package org.eventsource.impl.rest;

import org.jspecify.annotations.NullMarked;
