/** Decodes compressed bodies, piece by piece. */
@NullMarked
package org.eventsource.impl.coding;

import org.jspecify.annotations.NullMarked;
