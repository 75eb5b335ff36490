/** What an implementation of {@link org.eventsource.EventSource} provides. Applications do not need it. */
@NullMarked
package org.eventsource.spi;

import org.jspecify.annotations.NullMarked;
