/** Hands events to listeners, as the DOM does. */
@NullMarked
package org.eventsource.impl.dispatch;

import org.jspecify.annotations.NullMarked;
