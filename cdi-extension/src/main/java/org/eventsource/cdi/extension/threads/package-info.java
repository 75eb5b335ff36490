/** The container's threads, its executors and the context that calls run in. */
@NullMarked
package org.eventsource.cdi.extension.threads;

import org.jspecify.annotations.NullMarked;
