/** A server that costs as little as can be, in a process of its own: what is measured are the clients. */
@NullMarked
package org.eventsource.benchmarks.server;

import org.jspecify.annotations.NullMarked;
