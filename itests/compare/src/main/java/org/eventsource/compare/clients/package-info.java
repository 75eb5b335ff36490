/** The clients that are compared, each configured as its own documents advise, and the process that runs one. */
@NullMarked
package org.eventsource.compare.clients;

import org.jspecify.annotations.NullMarked;
