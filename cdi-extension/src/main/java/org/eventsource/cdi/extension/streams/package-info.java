/** Contains connections, the handles that are injected, and {@link org.eventsource.cdi.EventSources}. */
@NullMarked
package org.eventsource.cdi.extension.streams;

import org.jspecify.annotations.NullMarked;
