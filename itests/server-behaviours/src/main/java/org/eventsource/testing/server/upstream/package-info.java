/** An application with a stream, and another that observes it: the first is redeployed while the second runs. */
@NullMarked
package org.eventsource.testing.server.upstream;

import org.jspecify.annotations.NullMarked;
