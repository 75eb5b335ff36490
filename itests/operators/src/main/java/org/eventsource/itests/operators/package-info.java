/** What operators see of streams: the tests for every runtime. */
@NullMarked
package org.eventsource.itests.operators;

import org.jspecify.annotations.NullMarked;
