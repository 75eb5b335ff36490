/** The interface to implementations of {@link org.eventsource.EventSource}. Applications do not need it. */
@NullMarked
package org.eventsource.spi;

import org.jspecify.annotations.NullMarked;
