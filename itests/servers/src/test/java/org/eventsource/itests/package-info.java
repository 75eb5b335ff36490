/** The whole path, from a server's bytes to an application's listeners and observers, in real containers. */
@NullMarked
package org.eventsource.itests;

import org.jspecify.annotations.NullMarked;
