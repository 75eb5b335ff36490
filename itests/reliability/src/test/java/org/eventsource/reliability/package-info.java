/** What production and hostile servers do to a client, as promises that are tested over real sockets. */
@NullMarked
package org.eventsource.reliability;

import org.jspecify.annotations.NullMarked;
