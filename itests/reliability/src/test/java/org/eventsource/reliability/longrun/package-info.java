/** Many streams for a long time, with faults: what is left at the end. */
@NullMarked
package org.eventsource.reliability.longrun;

import org.jspecify.annotations.NullMarked;
