/** Applications of which one piece of code alone hears a stream. */
@NullMarked
package org.eventsource.testing.server.sole;

import org.jspecify.annotations.NullMarked;
