/** The application that writes orders into a database. */
@NullMarked
package org.eventsource.itests.server.orders;

import org.jspecify.annotations.NullMarked;
