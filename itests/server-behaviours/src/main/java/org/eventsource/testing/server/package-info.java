/** How streams behave in servers: one suite that sees an application from outside, the same for every server. */
@NullMarked
package org.eventsource.testing.server;

import org.jspecify.annotations.NullMarked;
