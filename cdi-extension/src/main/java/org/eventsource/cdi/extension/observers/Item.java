package org.eventsource.cdi.extension.observers;

import org.eventsource.MessageEvent;
import org.jspecify.annotations.Nullable;

/**
 * A message that is not handled.
 *
 * @param position the id of the cursor after it; null: it does not move the cursor
 */
record Item(MessageEvent message, @Nullable String position) {}
