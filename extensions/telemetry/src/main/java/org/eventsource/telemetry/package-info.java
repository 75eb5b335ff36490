/** Metrics and spans of streams. It has no API: the artifact on the class path is enough. */
@NullMarked
package org.eventsource.telemetry;

import org.jspecify.annotations.NullMarked;
