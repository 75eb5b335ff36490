/** The hostile server, and what it sends. */
@NullMarked
package org.eventsource.compare.server;

import org.jspecify.annotations.NullMarked;
