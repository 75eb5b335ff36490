/** A long time with many streams and with faults. */
@NullMarked
package org.eventsource.reliability.longrun;

import org.jspecify.annotations.NullMarked;
