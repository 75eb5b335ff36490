/** Finds the container's threads and executors, and runs calls in the application's context. */
@NullMarked
package org.eventsource.cdi.extension.threads;

import org.jspecify.annotations.NullMarked;
