/** Streams in the servers that people run: an application packaged as users do, seen from outside. */
@NullMarked
package org.eventsource.itests.server;

import org.jspecify.annotations.NullMarked;
