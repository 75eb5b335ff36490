/** Contains applications in which only one piece of code receives a stream. */
@NullMarked
package org.eventsource.testing.server.sole;

import org.jspecify.annotations.NullMarked;
