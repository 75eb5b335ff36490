/**
 * A page that shows the state of all streams of an application. To have one of your own, copy
 * {@link org.eventsource.demo.console.StreamsResource} and the files of the folder {@code console} in the demo's
 * resources.
 */
@NullMarked
package org.eventsource.demo.console;

import org.jspecify.annotations.NullMarked;
