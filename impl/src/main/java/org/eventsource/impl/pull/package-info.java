/** Reads a source at the pace of the application: message by message, or by demand. */
@NullMarked
package org.eventsource.impl.pull;

import org.jspecify.annotations.NullMarked;
