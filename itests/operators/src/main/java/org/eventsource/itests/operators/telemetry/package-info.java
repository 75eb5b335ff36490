/** OpenTelemetry for runtimes that have none of their own. */
@NullMarked
package org.eventsource.itests.operators.telemetry;

import org.jspecify.annotations.NullMarked;
