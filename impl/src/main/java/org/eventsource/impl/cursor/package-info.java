/** The id up to which a stream was handled, and how a source moves it. */
@NullMarked
package org.eventsource.impl.cursor;

import org.jspecify.annotations.NullMarked;
