/** Where a stream goes on after the process has ended. */
@NullMarked
package org.eventsource.cursor;

import org.jspecify.annotations.NullMarked;
