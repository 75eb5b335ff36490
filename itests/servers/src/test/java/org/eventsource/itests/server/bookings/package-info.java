/** The application that writes into a database in several ways. */
@NullMarked
package org.eventsource.itests.server.bookings;

import org.jspecify.annotations.NullMarked;
