/** The standard as cases in data, the runner that plays them, and those that they are played to. */
@NullMarked
package org.eventsource.conformance;

import org.jspecify.annotations.NullMarked;
