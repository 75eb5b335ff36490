/** An application that comes and goes with its streams open, and one that stays to see what is left of it. */
@NullMarked
package org.eventsource.testing.server.redeployment;

import org.jspecify.annotations.NullMarked;
