/** The port between a source and HTTP: one exchange after another, each a request value and bytes pushed in order. */
@NullMarked
package org.eventsource.impl.transport;

import org.jspecify.annotations.NullMarked;
