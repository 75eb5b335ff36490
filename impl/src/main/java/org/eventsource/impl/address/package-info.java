/** Tries all addresses of a server's name. The clients of the JDK try only the first one. */
@NullMarked
package org.eventsource.impl.address;

import org.jspecify.annotations.NullMarked;
