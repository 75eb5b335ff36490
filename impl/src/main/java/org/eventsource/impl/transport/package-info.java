/** The interface between a source and HTTP: requests, responses, and exchanges that push bytes in order. */
@NullMarked
package org.eventsource.impl.transport;

import org.jspecify.annotations.NullMarked;
