/** Dispatches events to listeners, as the DOM defines it: one event at a time for each source. */
@NullMarked
package org.eventsource.impl.dispatch;

import org.jspecify.annotations.NullMarked;
