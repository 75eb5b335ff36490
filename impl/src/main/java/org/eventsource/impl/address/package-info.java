/** The addresses of a server's name: the clients of the JDK try the first one only. */
@NullMarked
package org.eventsource.impl.address;

import org.jspecify.annotations.NullMarked;
